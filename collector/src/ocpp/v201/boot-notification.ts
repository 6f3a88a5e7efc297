import { Type } from 'typebox';
import { message } from '../message.ts';
import { text, time, word } from '../schema.ts';
import { boundedText, serialHash } from '../text.ts';
import { bootReason } from '../vocabulary.ts';

/** BootNotification (OCPP 2.0.1 use case B01) → `boot`. */
export const bootNotification = message({
  action: 'BootNotification',
  sender: 'station',
  request: Type.Object({
    reason: word(
      'ApplicationReset',
      'FirmwareUpdate',
      'LocalReset',
      'PowerUp',
      'RemoteReset',
      'ScheduledReset',
      'Triggered',
      'Unknown',
      'Watchdog',
    ),
    chargingStation: Type.Object({
      vendorName: text(50),
      model: text(20),
      serialNumber: Type.Optional(text(25)),
      firmwareVersion: Type.Optional(text(50)),
    }),
  }),
  response: Type.Object({
    status: word('Accepted', 'Pending', 'Rejected'),
    currentTime: time,
    interval: Type.Integer(),
  }),
  call: (request, exchange) => {
    const station = request.chargingStation;
    exchange.signals.push({
      kind: 'boot',
      station: exchange.station,
      receivedAt: exchange.receivedAt,
      eventAt: null,
      vendor: boundedText(station?.vendorName, 50),
      model: boundedText(station?.model, 50),
      firmware: boundedText(station?.firmwareVersion, 50),
      serialHash: serialHash(station?.serialNumber),
      reason: bootReason(request.reason),
    });
    return null;
  },
});

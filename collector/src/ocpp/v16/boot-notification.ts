import { Type } from 'typebox';
import { message } from '../message.ts';
import { text, time, word } from '../schema.ts';
import { boundedText, serialHash } from '../text.ts';

/** BootNotification (OCPP 1.6 §4.2) → `boot`; 1.6 tells no reason. */
export const bootNotification = message({
  action: 'BootNotification',
  sender: 'station',
  request: Type.Object({
    chargePointVendor: text(20),
    chargePointModel: text(20),
    chargePointSerialNumber: Type.Optional(text(25)),
    chargeBoxSerialNumber: Type.Optional(text(25)),
    firmwareVersion: Type.Optional(text(50)),
    iccid: Type.Optional(text(20)),
    imsi: Type.Optional(text(20)),
    meterType: Type.Optional(text(25)),
    meterSerialNumber: Type.Optional(text(25)),
  }),
  response: Type.Object({
    status: word('Accepted', 'Pending', 'Rejected'),
    currentTime: time,
    interval: Type.Integer(),
  }),
  call: (request, exchange) => {
    exchange.signals.push({
      kind: 'boot',
      station: exchange.station,
      receivedAt: exchange.receivedAt,
      eventAt: null,
      vendor: boundedText(request.chargePointVendor, 50),
      model: boundedText(request.chargePointModel, 50),
      firmware: boundedText(request.firmwareVersion, 50),
      serialHash: serialHash(request.chargePointSerialNumber, request.chargeBoxSerialNumber),
      reason: 'unknown',
    });
    return null;
  },
});

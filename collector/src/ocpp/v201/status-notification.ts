import { Type } from 'typebox';
import { message } from '../message.ts';
import { EMPTY, placeNumber, time, word } from '../schema.ts';
import { parseTime } from '../time.ts';
import { connectorStatus } from '../vocabulary.ts';

/** StatusNotification (OCPP 2.0.1 use case G01) → `status`. */
export const statusNotification = message({
  action: 'StatusNotification',
  sender: 'station',
  request: Type.Object({
    timestamp: time,
    connectorStatus: word('Available', 'Occupied', 'Reserved', 'Unavailable', 'Faulted'),
    evseId: placeNumber,
    connectorId: placeNumber,
  }),
  response: EMPTY,
  call: (request, exchange) => {
    const status = connectorStatus(request.connectorStatus);
    const { evseId, connectorId } = request;
    if (status === null || evseId === undefined) return null;
    exchange.signals.push({
      kind: 'status',
      station: exchange.station,
      receivedAt: exchange.receivedAt,
      eventAt: parseTime(request.timestamp),
      evse: evseId,
      connector: connectorId ?? 0,
      status,
      codes: [],
    });
    return null;
  },
});

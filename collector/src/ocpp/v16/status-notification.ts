import { Type } from 'typebox';
import { connectorOf, evseOf } from '../connector.ts';
import { errorCodes } from '../error-codes.ts';
import { message } from '../message.ts';
import { EMPTY, placeNumber, text, time, word } from '../schema.ts';
import { parseTime } from '../time.ts';
import { connectorStatus } from '../vocabulary.ts';

/** StatusNotification (OCPP 1.6 §4.9) → `status`, with the error codes of errorCode and vendorErrorCode. */
export const statusNotification = message({
  action: 'StatusNotification',
  sender: 'station',
  request: Type.Object({
    connectorId: placeNumber,
    errorCode: word(
      'ConnectorLockFailure',
      'EVCommunicationError',
      'GroundFailure',
      'HighTemperature',
      'InternalError',
      'LocalListConflict',
      'NoError',
      'OtherError',
      'OverCurrentFailure',
      'OverVoltage',
      'PowerMeterFailure',
      'PowerSwitchFailure',
      'ReaderFailure',
      'ResetFailure',
      'UnderVoltage',
      'WeakSignal',
    ),
    status: word(
      'Available',
      'Preparing',
      'Charging',
      'SuspendedEVSE',
      'SuspendedEV',
      'Finishing',
      'Reserved',
      'Unavailable',
      'Faulted',
    ),
    info: Type.Optional(text(50)),
    timestamp: Type.Optional(time),
    vendorId: Type.Optional(text(255)),
    vendorErrorCode: Type.Optional(text(50)),
  }),
  response: EMPTY,
  call: (request, exchange) => {
    const status = connectorStatus(request.status);
    const evse = evseOf(exchange.context, request.connectorId);
    const connector = connectorOf(exchange.context, request.connectorId);
    if (status === null || evse === null || connector === null) return null;
    exchange.signals.push({
      kind: 'status',
      station: exchange.station,
      receivedAt: exchange.receivedAt,
      eventAt: parseTime(request.timestamp),
      evse,
      connector,
      status,
      codes: errorCodes(request.errorCode, request.vendorId, request.vendorErrorCode),
    });
    return null;
  },
});

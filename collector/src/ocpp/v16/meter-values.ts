import { Type } from 'typebox';
import { connectorOf, evseOf } from '../connector.ts';
import { message } from '../message.ts';
import { pushMeterSignals, registerScaleOf } from '../meter-values.ts';
import { EMPTY, placeNumber } from '../schema.ts';
import { transactionId } from '../transaction-id.ts';
import { meterEntries, meterValue } from './meter-value.ts';

/** MeterValues (OCPP 1.6 §4.7) → one `meter` a moment. */
export const meterValues = message({
  action: 'MeterValues',
  sender: 'station',
  request: Type.Object({
    connectorId: placeNumber,
    transactionId: Type.Optional(Type.Integer()),
    meterValue: Type.Array(meterValue),
  }),
  response: EMPTY,
  call: (request, exchange) => {
    const place = {
      station: exchange.station,
      receivedAt: exchange.receivedAt,
      evse: evseOf(exchange.context, request.connectorId),
      connector: connectorOf(exchange.context, request.connectorId),
      transaction: transactionId(request.transactionId),
      registerScale: registerScaleOf(exchange.context),
    };
    pushMeterSignals(meterEntries(request.meterValue), place, exchange.signals);
    return null;
  },
});

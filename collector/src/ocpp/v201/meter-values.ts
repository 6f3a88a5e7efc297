import { Type } from 'typebox';
import { message } from '../message.ts';
import { pushMeterSignals } from '../meter-values.ts';
import { EMPTY, placeNumber } from '../schema.ts';
import { meterEntries, meterValue } from './meter-value.ts';

/** MeterValues (OCPP 2.0.1 use case J01), outside transactions → one `meter` a moment. */
export const meterValues = message({
  action: 'MeterValues',
  sender: 'station',
  request: Type.Object({ evseId: placeNumber, meterValue: Type.Array(meterValue) }),
  response: EMPTY,
  call: (request, exchange) => {
    const evse = request.evseId ?? null;
    const { station, receivedAt } = exchange;
    const place = { station, receivedAt, evse, connector: evse === 0 ? 0 : null, transaction: null };
    pushMeterSignals(meterEntries(request.meterValue), place, exchange.signals);
    return null;
  },
});

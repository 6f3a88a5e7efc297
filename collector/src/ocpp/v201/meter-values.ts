import { Type } from 'typebox';
import { message } from '../message.ts';
import { pushMeterSignals, registerScaleOf } from '../meter-values.ts';
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
    const registerScale = registerScaleOf(exchange.context);
    const connector = evse === 0 ? 0 : null;
    const place = { station, receivedAt, evse, connector, transaction: null, registerScale };
    pushMeterSignals(meterEntries(request.meterValue), place, exchange.signals);
    return null;
  },
});

import { Type } from 'typebox';
import { message } from '../message.ts';
import { pushMeterSignals, registerScaleOf } from '../meter-values.ts';
import { text, time, word } from '../schema.ts';
import { identityOf } from '../identity.ts';
import { boundedText } from '../text.ts';
import { parseTime } from '../time.ts';
import { transactionId } from '../transaction-id.ts';
import { idTagInfo } from './id-tag-info.ts';
import { meterEntries, meterValue } from './meter-value.ts';

/** StopTransaction (OCPP 1.6 §4.10) → the `meter` signals of transactionData, then `transaction_ended`. */
export const stopTransaction = message({
  action: 'StopTransaction',
  sender: 'station',
  request: Type.Object({
    transactionId: Type.Integer(),
    // An integer by the letter of the specification; meters with decimals send fractions.
    meterStop: Type.Number(),
    timestamp: time,
    idTag: Type.Optional(text(20)),
    reason: Type.Optional(
      word(
        'DeAuthorized',
        'EmergencyStop',
        'EVDisconnected',
        'HardReset',
        'Local',
        'Other',
        'PowerLoss',
        'Reboot',
        'Remote',
        'SoftReset',
        'UnlockCommand',
      ),
    ),
    transactionData: Type.Optional(Type.Array(meterValue)),
  }),
  response: Type.Object({ idTagInfo: Type.Optional(idTagInfo) }),
  call: (request, exchange) => {
    const transaction = transactionId(request.transactionId);
    const { station, receivedAt, signals } = exchange;
    const registerScale = registerScaleOf(exchange.context);
    const place = { station, receivedAt, evse: null, connector: null, transaction, registerScale };
    pushMeterSignals(meterEntries(request.transactionData), place, signals);
    signals.push({
      kind: 'transaction_ended',
      station,
      receivedAt,
      eventAt: parseTime(request.timestamp),
      transaction,
      evse: null,
      connector: null,
      identity: identityOf(request.idTag),
      trigger: null,
      chargingState: null,
      seqNo: null,
      offline: false,
      remoteStartId: null,
      call: exchange.call,
      reason: boundedText(request.reason, 50) || 'Local',
      registerWh: request.meterStop === undefined ? null : request.meterStop * registerScale,
    });
    return null;
  },
});

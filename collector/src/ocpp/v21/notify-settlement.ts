import { Type } from 'typebox';
import type { PaymentPhase } from '../../model/payment.ts';
import { identityOf } from '../identity.ts';
import { message } from '../message.ts';
import { pushPayment } from '../payment.ts';
import { text, time, word } from '../schema.ts';
import { parseTime } from '../time.ts';
import { transactionId } from '../transaction-id.ts';

const PHASES: ReadonlyMap<string, PaymentPhase> = new Map([
  ['Settled', 'settled'],
  ['Canceled', 'canceled'],
  ['Rejected', 'rejected'],
  ['Failed', 'failed'],
]);

/** NotifySettlement (OCPP 2.1 use case C24) → `payment`; pspRef is the token of the transaction that was paid for. */
export const notifySettlement = message({
  action: 'NotifySettlement',
  sender: 'station',
  request: Type.Object({
    transactionId: Type.Optional(text(36)),
    pspRef: text(255),
    status: word(...PHASES.keys()),
    settlementAmount: Type.Number(),
    settlementTime: time,
  }),
  response: Type.Object({}),
  call: (request, exchange) => {
    const phase = PHASES.get(request.status ?? '');
    if (phase === undefined) return null;
    const details = {
      method: 'card_terminal',
      transaction: transactionId(request.transactionId),
      identity: identityOf(request.pspRef),
      eventAt: parseTime(request.settlementTime),
    } as const;
    return pushPayment(phase, details, exchange);
  },
});

import type { PaymentMethod, PaymentPhase } from '../model/payment.ts';
import type { Exchange } from './message.ts';

/** What a message says of a payment, besides its phase. */
export interface PaymentDetails {
  readonly method?: PaymentMethod | null;
  readonly evse?: number | null;
  readonly transaction?: string | null;
  readonly identity?: string | null;
  readonly eventAt?: number | null;
  readonly timeoutSeconds?: number | null;
}

/** Emits how far a payment is. Nothing needs to be remembered of the call. */
export function pushPayment(phase: PaymentPhase, details: PaymentDetails, exchange: Exchange): null {
  const { station, receivedAt, signals } = exchange;
  signals.push({
    kind: 'payment',
    station,
    receivedAt,
    eventAt: details.eventAt ?? null,
    phase,
    method: details.method ?? null,
    evse: details.evse ?? null,
    transaction: details.transaction ?? null,
    identity: details.identity ?? null,
    timeoutSeconds: details.timeoutSeconds ?? null,
  });
  return null;
}

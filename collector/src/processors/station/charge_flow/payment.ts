import type { PaymentPhase } from '../../../model/payment.ts';
import type { PaymentSignal } from '../../../model/signal.ts';
import { waitingForCredential } from './credential.ts';
import { note } from './evidence.ts';
import { newPaymentFacts, type PaymentFacts } from './facts.ts';
import { flowAt, flowOfTransaction, open, touch, type Context } from './flow-book.ts';
import { isCommitted, type OpenFlow } from './open-flow.ts';
import { paying } from './paying.ts';

/** How long a payment may take where nobody says, s. */
const USUAL_SECONDS = 180;

const GOES_WRONG: ReadonlySet<PaymentPhase> = new Set([
  'declined',
  'timed_out',
  'terminal_offline',
  'rejected',
  'failed',
]);

/** A payment began, was decided or was settled. The first that a driver does may be to pay: that opens a flow. */
export function onPayment(context: Context, signal: PaymentSignal): void {
  const { phase } = signal;
  const begins = phase === 'started' || phase === 'declined' || phase === 'timed_out';
  const flow = flowOf(context, signal) ?? (begins ? open(context, signal.evse, null, 'payment began') : null);
  if (flow === null) return;
  touch(context, flow);
  flow.payment ??= newPaymentFacts();
  flow.payment.method = signal.method ?? flow.payment.method;
  note(flow, context.at, `payment ${phase}`);
  decide(context, flow.payment, signal);
}

function decide({ at, streamAt }: Context, payment: PaymentFacts, signal: PaymentSignal): void {
  switch (signal.phase) {
    case 'started':
      payment.startedAt ??= at;
      payment.until = streamAt + (signal.timeoutSeconds ?? USUAL_SECONDS) * 1_000;
      payment.failure = null;
      return;
    case 'authorized':
      payment.authorizedAt ??= at;
      payment.failure = null;
      return;
    case 'declined':
    case 'timed_out':
    case 'terminal_offline':
      payment.failedAt = at;
      payment.failure = signal.phase;
      return;
    default:
      payment.settlement = signal.phase;
  }
}

const isPaid = ({ payment }: OpenFlow, streamAt: number): boolean =>
  payment !== null && payment.authorizedAt !== null && payment.until < streamAt;

function flowOf(context: Context, signal: PaymentSignal): OpenFlow | undefined {
  const { book } = context;
  const bound = flowOfTransaction(book, signal.transaction);
  if (bound) return bound;
  const { identity } = signal;
  for (const flow of book.flows.values()) if (identity !== null && flow.identity === identity) return flow;
  // A transaction or token that nobody here has: what it paid for is over, or was turned away before it could begin.
  if (signal.transaction !== null || (identity !== null && !GOES_WRONG.has(signal.phase))) return undefined;
  const held = signal.evse === null ? undefined : flowAt(book, signal.evse, null);
  if (held && !isCommitted(held)) return held;
  const payer = paying(book, signal.evse);
  // Long after one payment went through, another one begins: somebody else's.
  const another = signal.phase === 'started' && payer !== undefined && isPaid(payer, context.streamAt);
  return (another ? undefined : payer) ?? waitingForCredential(context, signal.evse);
}

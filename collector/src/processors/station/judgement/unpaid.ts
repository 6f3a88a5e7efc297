import { declined } from './refusal.ts';
import { verdict, type Case, type Verdict } from './verdict.ts';

/** A payment that came to nothing, where nobody was authorised; null when there was none. */
export function judgePayment({ flow }: Case): Verdict | null {
  const { payment } = flow;
  if (payment === null) return null;
  if (payment.failure === 'declined' || payment.settlement === 'rejected') return declined();
  if (payment.failure === 'terminal_offline')
    return verdict('failed', 'payment', 'terminal_offline', 'the payment terminal was not reachable');
  if (payment.failure === 'timed_out' || payment.settlement === 'failed')
    return verdict('failed', 'payment', 'payment_timed_out', 'the payment was not confirmed in time');
  if (payment.authorizedAt !== null)
    return verdict('failed', 'start', 'remote_start_unanswered', 'paid, and nothing was started', 'backend');
  if (payment.startedAt === null) return null;
  const rule = 'a payment was begun and nothing came of it (ruling 5)';
  return verdict('abandoned', null, 'payment_timed_out', rule, 'driver');
}

import type { Reason } from '../../../model/reason.ts';
import type { AuthorizationStatus } from '../../../model/signal.ts';
import { paymentMethodOf, type OpenFlow } from '../charge_flow/open-flow.ts';
import { verdict, type Verdict } from './verdict.ts';

const REFUSALS: Readonly<Record<Exclude<AuthorizationStatus, 'accepted'>, Reason>> = {
  blocked: 'credential_blocked',
  expired: 'credential_expired',
  invalid: 'credential_invalid',
  unknown: 'credential_invalid',
  concurrent_tx: 'concurrent_transaction',
  no_credit: 'credential_no_credit',
  not_allowed_type_evse: 'credential_not_allowed',
  not_at_this_location: 'credential_not_allowed',
  not_at_this_time: 'credential_not_allowed',
};

/** The verdict of a refused credential (ruling 4); null when the last word was no refusal. */
export function refusal(flow: OpenFlow): Verdict | null {
  const { refusal: status } = flow.credential;
  if (status === null || status === 'accepted') return null;
  const reason = REFUSALS[status];
  if (reason === 'concurrent_transaction') {
    return verdict(
      'failed',
      'authorize',
      reason,
      'the backend says that the driver charges elsewhere (ruling 4)',
    );
  }
  const method = paymentMethodOf(flow);
  // Without credit, the token of a payment means that the payment did not go through.
  if (status === 'no_credit' && (method === 'card_terminal' || method === 'web')) return declined();
  return verdict('refused', 'authorize', reason, 'the credential was refused (ruling 4)');
}

/** The driver's payment was declined, which is the driver's own reason (ruling 4). */
export const declined = (): Verdict =>
  verdict('refused', 'authorize', 'payment_declined', 'the payment was declined (rulings 3, 4)');

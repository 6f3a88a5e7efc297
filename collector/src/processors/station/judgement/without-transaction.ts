import { isAuthorized } from '../charge_flow/open-flow.ts';
import { verdict, type Case, type Verdict } from './judgement.ts';
import { refusal } from './refusal.ts';

/** No transaction ever began. */
export function judgeWithoutTransaction(facts: Case): Verdict {
  const { flow, trouble } = facts;
  if (isAuthorized(flow)) return judgeAuthorized(facts);
  const { credential, remote } = flow;
  const refused = refusal(flow);
  if (refused) return refused;
  if (remote.rejectedAt !== null) {
    return verdict(
      'failed',
      'start',
      trouble ?? 'remote_start_rejected',
      'the station rejected the remote start',
    );
  }
  if (remote.errorAt !== null)
    return verdict(
      'failed',
      'start',
      'remote_start_rejected',
      'the station answered the remote start with an error',
    );
  if (remote.requestedAt !== null) {
    return verdict(
      'failed',
      'start',
      'remote_start_unanswered',
      'the remote start was never answered (ruling 6)',
    );
  }
  if (credential.errorAt !== null)
    return verdict('failed', 'authorize', 'authorize_error', 'the authorisation was answered with an error');
  if (credential.requestedAt !== null && credential.answeredAt === null) {
    return verdict('failed', 'authorize', 'authorize_unanswered', 'the authorisation was never answered');
  }
  if (trouble === 'no_credential')
    return verdict('abandoned', null, 'no_credential', 'no credential in time (ruling 5)');
  if (trouble !== null) return verdict('failed', 'plug_in', trouble, 'a fault before anything else happened');
  if (flow.boot && flow.plugAt !== null)
    return verdict('failed', 'plug_in', 'reboot', 'restarted while the driver was plugged in');
  return verdict('abandoned', null, 'no_credential', 'plugged in and no credential (ruling 5)');
}

function judgeAuthorized(facts: Case): Verdict {
  const { flow, trouble, config, end } = facts;
  const authorizedAt = Math.min(flow.credential.acceptedAt ?? Infinity, flow.remote.acceptedAt ?? Infinity);
  if (flow.plugAt === null) {
    if (trouble === 'partial_insertion') {
      return verdict(
        'failed',
        'plug_in',
        'partial_insertion',
        'the connector was not fully inserted (ruling 5)',
      );
    }
    if (trouble !== null && trouble !== 'no_credential')
      return verdict('failed', 'plug_in', trouble, 'a fault before the cable was seen');
    return verdict('abandoned', null, 'cable_not_seen', 'accepted, and no cable was ever seen (ruling 5)');
  }
  if (trouble !== null && trouble !== 'no_credential')
    return verdict('failed', 'start', trouble, 'a fault before the transaction');
  if (flow.boot) return verdict('failed', 'start', 'reboot', 'restarted before the transaction');
  const waited = end - Math.max(flow.plugAt, authorizedAt);
  if (waited < config.start_seconds * 1_000 && flow.unplugAt !== null) {
    return verdict('abandoned', null, 'driver_left', 'left before the start timer had passed');
  }
  return verdict('failed', 'start', 'no_transaction', 'plugged in, accepted, and no transaction (ruling 5)');
}

import { authorizedAt, isAuthorized } from '../charge_flow/open-flow.ts';
import { startsWithEnergy } from '../charge_flow/rules.ts';
import { refusal } from './refusal.ts';
import { judgePayment } from './unpaid.ts';
import { unseen, verdict, type Case, type Verdict } from './verdict.ts';
import { judgeWithoutCable } from './without-cable.ts';

/** No transaction ever began. */
export function judgeWithoutTransaction(facts: Case): Verdict {
  const { flow, trouble, config } = facts;
  const notSeen = trouble === null && (facts.closing === 'lost' || flow.unwatched);
  if (isAuthorized(flow))
    return notSeen ? unseen(flow, 'what happened was not all seen') : judgeAuthorized(facts);
  const refused = refusal(flow);
  if (refused) return refused;
  const unanswered = judgeAnswers(facts);
  if (unanswered) return unanswered;
  const unpaid = judgePayment(facts);
  if (unpaid) return unpaid;
  if (trouble === 'no_credential')
    return verdict('abandoned', null, 'no_credential', 'no credential in time (ruling 5)');
  // Past the timer nobody was about to present one any more.
  const inTime = (at: number): boolean => at - (flow.plugAt ?? at) < config.authorize_seconds * 1_000;
  if (trouble !== null && flow.troubles.some(({ at }) => inTime(at)))
    return verdict('failed', 'plug_in', trouble, 'a fault before anything else happened');
  if (flow.boot && flow.plugAt !== null && inTime(flow.boot.at))
    return verdict('failed', 'plug_in', 'reboot', 'restarted while the driver was plugged in');
  if (notSeen || flow.recovered) return unseen(flow, 'what happened was not all seen');
  if (isUnheard(facts)) return unseen(flow, 'the station was without contact (ruling 8)', 'connection_lost');
  return verdict('abandoned', null, 'no_credential', 'plugged in and no credential (ruling 5)');
}

/**
 * A card that is presented to a station without contact is never heard of. Unless, in contact, nobody showed one for as
 * long as one is waited for.
 */
function isUnheard({ flow, end, closing, config }: Case): boolean {
  const { plugAt, unheard } = flow;
  if (plugAt === null || unheard === null || (closing === 'timer' && unheard.until !== null)) return false;
  const least = config.authorize_seconds * 1_000;
  const after = unheard.until === null ? 0 : end - Math.max(unheard.until, plugAt);
  return unheard.from - plugAt < least && after < least;
}

const reserved = (): Verdict =>
  verdict('refused', 'authorize', 'reserved_for_other', 'reserved for another driver (ruling 4)');

/** A credential or remote start that got no, or no good, answer. */
function judgeAnswers({ flow, trouble }: Case): Verdict | null {
  const { credential, remote } = flow;
  if (remote.rejectedAt !== null && remote.reservedForOther) return reserved();
  if (remote.rejectedAt !== null) {
    const reason = trouble ?? 'remote_start_rejected';
    return verdict('failed', 'start', reason, 'the station rejected the remote start');
  }
  if (remote.errorAt !== null)
    return verdict('failed', 'start', 'remote_start_rejected', 'the remote start was answered with an error');
  if (remote.requestedAt !== null)
    return verdict(
      'failed',
      'start',
      'remote_start_unanswered',
      'the remote start was never answered (ruling 6)',
    );
  if (credential.errorAt !== null)
    return verdict('failed', 'authorize', 'authorize_error', 'the authorisation was answered with an error');
  if (credential.requestedAt !== null && credential.answeredAt === null)
    return verdict('failed', 'authorize', 'authorize_unanswered', 'the authorisation was never answered');
  return null;
}

function judgeAuthorized(facts: Case): Verdict {
  const { flow, trouble, config, end } = facts;
  if (flow.remote.reservedForOther) return reserved();
  if (flow.plugAt === null) return judgeWithoutCable(facts);
  if (trouble !== null && trouble !== 'no_credential')
    return verdict('failed', 'start', trouble, 'a fault before the transaction');
  if (flow.boot) return verdict('failed', 'start', 'reboot', 'restarted before the transaction');
  const waited = end - Math.max(flow.plugAt, authorizedAt(flow) ?? 0);
  if (startsWithEnergy(facts.rules)) return judgeHandshake(facts, waited);
  if (waited < config.start_seconds * 1_000 && flow.unplugAt !== null)
    return verdict('abandoned', null, 'driver_left', 'left before the start timer had passed');
  return verdict('failed', 'start', 'no_transaction', 'plugged in, accepted, and no transaction (ruling 5)');
}

/** TxStartPoint EnergyTransfer: no transaction means no energy, and says nothing of the start. */
function judgeHandshake({ flow, handshakeMs }: Case, waited: number): Verdict {
  if (flow.energy.suspended === 'ev')
    return verdict('abandoned', null, 'vehicle_declined', 'the vehicle took no energy (ruling 13)');
  if (waited < handshakeMs && flow.unplugAt !== null)
    return verdict('abandoned', null, 'driver_left', 'left before the handshake timer had passed (ruling 2)');
  return verdict('failed', 'handshake', 'no_energy', 'the handshake timer passed without energy (ruling 2)');
}

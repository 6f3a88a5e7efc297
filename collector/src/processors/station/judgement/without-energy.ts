import type { StopFacts, TransactionFacts } from '../charge_flow/facts.ts';
import { authorizedAt, isAuthorized } from '../charge_flow/open-flow.ts';
import { refusal } from './refusal.ts';
import {
  isConnectTimeout,
  isDriverStop,
  isValidStop,
  isVehicleStop,
  reasonOfStop,
} from '../charge_flow/stop-reason.ts';
import { unseen, verdict, type Case, type Verdict } from './verdict.ts';
import { judgeWithoutCable } from './without-cable.ts';

/** A transaction began for a driver, and no energy flowed. */
export function judgeTransaction(facts: Case): Verdict {
  const { flow, trouble } = facts;
  const { stop, transaction } = flow;
  if (transaction === null) return unseen(flow, 'no transaction');
  const refused = refusal(flow);
  if (refused && (!isAuthorized(flow) || (flow.credential.refusedAt ?? 0) >= transaction.startedAt)) {
    // Whoever charges at a station without contact is not turned away by what the backend says to its queue.
    if (!flow.offline || stop === null || stop.reason === 'DeAuthorized') return refused;
  }
  const partly = flow.recovered || flow.unwatched;
  if (partly && trouble === null && (stop === null || isValidStop(stop)))
    return unseen(flow, 'what happened was not all seen (ruling 10)');
  if (stop === null) return judgeUnstopped(facts, transaction);
  if (flow.plugAt === null) return judgeWithoutCable(facts);
  if (!isValidStop(stop) && !isConnectTimeout(stop)) {
    const reason = trouble ?? reasonOfStop(stop) ?? 'no_energy';
    return verdict('failed', 'handshake', reason, 'abnormal stop, no energy (ruling 2)');
  }
  return judgeValidStop(facts, transaction, stop);
}

function judgeValidStop(facts: Case, transaction: TransactionFacts, stop: StopFacts): Verdict {
  const { flow, trouble } = facts;
  if (trouble !== null) return verdict('failed', 'handshake', trouble, 'a fault before any energy');
  if (isVehicleStop(stop))
    return verdict('abandoned', null, 'vehicle_declined', 'the vehicle took no energy (ruling 13)');
  const restarted = restartedBefore(facts);
  if (restarted) return restarted;
  const managed = managedSince(facts);
  const waited = (managed ?? stop.at) - waitingSince(facts, transaction);
  if (managed !== null && waited < facts.handshakeMs) return heldBack(facts);
  if (isDriverStop(stop) && waited < facts.handshakeMs) {
    const rule = 'stopped by the driver inside the handshake timer (ruling 2)';
    return verdict('abandoned', null, 'driver_left', rule);
  }
  return noEnergy(transaction, flow.credential.answeredAt !== null);
}

/** Since when the handshake timer ran: everything was there that a charge needs. */
const waitingSince = ({ flow }: Case, transaction: TransactionFacts): number =>
  Math.max(transaction.startedAt, flow.plugAt ?? 0, authorizedAt(flow) ?? 0, flow.energy.limitLiftedAt ?? 0);

/** When vehicle or a limit began to hold the charge back, which stops the handshake timer. */
function managedSince({ flow }: Case): number | null {
  const { suspended, suspendedEvAt, suspendedEvseAt, limitedAt } = flow.energy;
  if (suspended === 'ev') return suspendedEvAt;
  if (suspended !== 'evse' || limitedAt === null || suspendedEvseAt === null) return null;
  const limited = Math.max(suspendedEvseAt, limitedAt);
  return suspendedEvAt === null ? limited : Math.min(suspendedEvAt, limited);
}

function heldBack({ flow }: Case): Verdict {
  const byVehicle = flow.energy.suspended === 'ev';
  const reason = byVehicle ? 'vehicle_declined' : 'driver_left';
  return verdict('abandoned', null, reason, 'charging was held back on purpose (ruling 13)');
}

function noEnergy({ errored, answered }: TransactionFacts, answersSeen: boolean): Verdict {
  if (errored || (!answered && answersSeen))
    return verdict('failed', 'start', 'start_unanswered', 'the backend never confirmed the transaction');
  const rule = 'the handshake timer passed without energy (ruling 2)';
  return verdict('failed', 'handshake', 'no_energy', rule);
}

/** What a station writes down as it starts is older than its BootNotification by no more than this, ms. */
const STARTING_MS = 120_000;

/** The station restarted in the handshake, and the transaction did not go on. */
function restartedBefore({ flow }: Case): Verdict | null {
  if (!flow.boot || flow.boot.resumed) return null;
  if (flow.stop !== null && flow.stop.at < flow.boot.at - STARTING_MS) return null;
  const reason = flow.boot.cause === 'power_up' ? 'power_loss' : 'reboot';
  return verdict('failed', 'handshake', reason, 'restarted before any energy');
}

function judgeUnstopped(facts: Case, transaction: TransactionFacts): Verdict {
  const { flow, trouble } = facts;
  if (trouble !== null && flow.plugAt !== null)
    return verdict('failed', 'handshake', trouble, 'a fault before any energy');
  const restarted = restartedBefore(facts);
  if (restarted) return restarted;
  if (flow.contactLost) return unseen(flow, 'contact lost before the end');
  if (flow.plugAt === null) return judgeWithoutCable(facts);
  if (managedSince(facts) !== null) return heldBack(facts);
  const waited = facts.end - waitingSince(facts, transaction);
  if (waited >= facts.handshakeMs) return noEnergy(transaction, flow.credential.answeredAt !== null);
  return unseen(flow, 'no stop and nothing that explains it');
}

import { authorizedAt } from './authorized-at.ts';
import { verdict, type Case, type Verdict } from './judgement.ts';
import { refusal } from './refusal.ts';
import { judgeWithoutTransaction } from './without-transaction.ts';
import { isConnectTimeout, isDriverStop, isValidStop, isVehicleStop } from './stop-reason.ts';
import { reasonOfStop } from './with-energy.ts';

/** A transaction began and no energy flowed. */
export function judgeTransaction(facts: Case): Verdict {
  const { flow } = facts;
  const { stop, transaction } = flow;
  if (transaction === null) return verdict('unknown', null, null, 'no transaction');
  // A 2.x transaction may begin with the cable: until the station takes a driver for it, it is only a plug-in.
  if (!transaction.authorized) return judgeWithoutTransaction(facts);
  const refused = refusal(flow);
  if (refused && !flow.credential.acceptedAt && (stop === null || !isDriverStop(stop))) return refused;
  if (flow.plugAt === null) {
    if (facts.trouble === 'partial_insertion') {
      return verdict(
        'failed',
        'plug_in',
        'partial_insertion',
        'the connector was not fully inserted (ruling 5)',
      );
    }
    return verdict('abandoned', null, 'cable_not_seen', 'no cable was ever seen (ruling 5)');
  }
  if (stop === null) return judgeUnstopped(facts, transaction.startedAt);
  const trouble = facts.trouble;
  if (!isValidStop(stop) && !isConnectTimeout(stop)) {
    const named = reasonOfStop(stop);
    const reason = trouble ?? (named === 'other_error' ? 'no_energy' : named);
    return verdict('failed', 'handshake', reason, 'abnormal stop, no energy (ruling 2)');
  }
  if (trouble !== null) return verdict('failed', 'handshake', trouble, 'a fault before any energy');
  const managed = managedSince(facts);
  const begun = Math.max(transaction.startedAt, flow.plugAt, authorizedAt(flow));
  const waited = (managed ?? stop.at) - begun;
  if (isVehicleStop(stop))
    return verdict('abandoned', null, 'vehicle_declined', 'the vehicle took no energy (ruling 13)');
  if (managed !== null && waited < facts.handshakeMs) {
    const byVehicle = flow.energy.suspended === 'ev';
    return verdict(
      'abandoned',
      null,
      byVehicle ? 'vehicle_declined' : 'driver_left',
      'charging was held back on purpose (ruling 13)',
      byVehicle ? 'vehicle' : 'driver',
    );
  }
  if (isDriverStop(stop) && waited < facts.handshakeMs) {
    return verdict(
      'abandoned',
      null,
      'driver_left',
      'stopped by the driver inside the handshake timer (ruling 2)',
    );
  }
  return verdict('failed', 'handshake', 'no_energy', 'the handshake timer passed without energy (ruling 2)');
}

/** When vehicle or a limit began to hold the charge back, which stops the handshake timer. */
function managedSince({ flow }: Case): number | null {
  const { energy } = flow;
  if (energy.suspended === 'ev') return energy.suspendedEvAt;
  if (energy.suspended === 'evse' && energy.limitedAt !== null) return energy.suspendedEvseAt;
  return null;
}

function judgeUnstopped(facts: Case, startedAt: number): Verdict {
  const { flow } = facts;
  if (facts.trouble !== null)
    return verdict('failed', 'handshake', facts.trouble, 'a fault before any energy');
  if (flow.boot && !flow.boot.resumed) {
    return verdict(
      'failed',
      'handshake',
      flow.boot.cause === 'power_up' ? 'power_loss' : 'reboot',
      'restarted before any energy',
    );
  }
  if (flow.contactLost) return verdict('unknown', null, 'connection_lost', 'contact lost before the end');
  if (managedSince(facts) !== null)
    return verdict(
      'abandoned',
      null,
      'vehicle_declined',
      'the vehicle took no energy (ruling 13)',
      'vehicle',
    );
  const waited = facts.end - Math.max(startedAt, flow.plugAt ?? startedAt, authorizedAt(flow));
  if (waited >= facts.handshakeMs)
    return verdict(
      'failed',
      'handshake',
      'no_energy',
      'the handshake timer passed without energy (ruling 2)',
    );
  return verdict('unknown', null, null, 'no stop and nothing that explains it');
}

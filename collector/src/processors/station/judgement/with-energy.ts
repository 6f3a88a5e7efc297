import type { Reason } from '../../../model/reason.ts';
import { chargingMs, energyOf, isEnergyKnown } from '../charge_flow/energy.ts';
import type { StopFacts } from '../charge_flow/facts.ts';
import { authorizedAt } from '../charge_flow/open-flow.ts';
import { isDriverStop, isValidStop, isVehicleStop, reasonOfStop } from '../charge_flow/stop-reason.ts';
import { success, unseen, verdict, type Case, type Verdict } from './verdict.ts';

/** Energy flowed. Did the driver get a charge, and did it end well? */
export function judgeWithEnergy(facts: Case): Verdict {
  const { flow, trouble } = facts;
  const { stop } = flow;
  if (stop === null) return judgeUnstopped(facts);
  if (!isValidStop(stop)) return judgeAbnormalStop(facts, stop);
  if (isEnough(facts)) return success('energy above the floor, valid stop');
  if (isVehicleStop(stop) || isFull(facts))
    return success('stopped by the vehicle after some energy (ruling 13)');
  const begun = Math.max(flow.transaction?.startedAt ?? flow.openedAt, authorizedAt(flow) ?? 0);
  if (isDriverStop(stop) && stop.at - begun < facts.handshakeMs && trouble === null)
    return verdict('abandoned', null, 'driver_left', 'valid stop inside the handshake timer (ruling 2)');
  return verdict('failed', 'energy', trouble ?? 'low_energy', 'valid stop below the floor (ruling 2)');
}

const isFull = ({ flow }: Case): boolean => (flow.energy.soc ?? 0) >= 95 || flow.energy.suspended === 'ev';

/** Above the floor of energy; where no meter says how much, the status has to do. */
const isAboveFloor = ({ flow, floorWh }: Case): boolean =>
  flow.energy.meterValues === 0 || !isEnergyKnown(flow) || energyOf(flow) >= floorWh;

function isEnough(facts: Case): boolean {
  const { flow, powerAt, config, end } = facts;
  if (!isAboveFloor(facts) || powerAt === null) return false;
  const { energy } = flow;
  const until = flow.stop?.at ?? energy.lastPowerAt ?? end;
  // A register that is read at the end only, and no `charging`: it flowed at some time since it last did not.
  const since = Math.min(powerAt, energy.idleSampleAt ?? flow.transaction?.startedAt ?? powerAt);
  const said = energy.chargingAt === null ? until - since : chargingMs(flow, until);
  const metered = (energy.lastPowerAt ?? powerAt) - powerAt;
  return Math.max(said, metered) >= config.floor_seconds * 1_000;
}

function judgeAbnormalStop(facts: Case, stop: StopFacts): Verdict {
  const reason = facts.troubleInCharge ?? reasonOfStop(stop) ?? facts.trouble;
  // Some stations end the transaction when a limit leaves them too little to charge with.
  if (reason === null && facts.flow.energy.limitedAt !== null && isAboveFloor(facts))
    return success('ended while a limit held it back (ruling 13)');
  return brokenOff(facts, reason, 'no valid stop');
}

/** Energy flowed and something else than driver or vehicle ended it. */
function brokenOff(facts: Case, reason: Reason | null, why: string): Verdict {
  if (!isAboveFloor(facts))
    return verdict('failed', 'energy', reason ?? 'other_error', `energy below the floor, ${why} (ruling 2)`);
  // The driver had asked for the end, or the vehicle had enough: what went wrong is the stopping (ruling 3).
  if (facts.flow.stopRequestedAt !== null || (reason === null && isFull(facts)))
    return verdict('interrupted', 'stop', reason ?? 'stop_failed', `charge complete, ${why} (ruling 3)`);
  return verdict('interrupted', 'energy', reason ?? 'other_error', `energy above the floor, ${why}`);
}

/** Nobody saw the end: a failure only where something in the window explains one (ruling 8). */
function judgeUnstopped(facts: Case): Verdict {
  const { flow, trouble } = facts;
  if (flow.boot && !flow.boot.resumed) {
    const cause = flow.boot.cause === 'power_up' ? 'power_loss' : 'reboot';
    return brokenOff(facts, trouble ?? cause, 'restarted and not resumed');
  }
  if (trouble !== null) return brokenOff(facts, trouble, 'no stop, and a fault in its window (ruling 8)');
  return unseen(flow, 'no stop and nothing that explains it (ruling 8)', 'meter_register_stalled');
}

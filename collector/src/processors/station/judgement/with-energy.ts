import type { Reason } from '../../../model/reason.ts';
import { chargingMs } from '../charge_flow/energy.ts';
import type { StopFacts } from '../charge_flow/open-flow.ts';
import { authorizedAt } from './authorized-at.ts';
import { success, verdict, type Case, type Verdict } from './judgement.ts';
import { isDriverStop, isValidStop, isVehicleStop } from './stop-reason.ts';

/** Energy flowed. Did the driver get a charge, and did it end well? */
export function judgeWithEnergy(facts: Case): Verdict {
  const { flow } = facts;
  if (flow.stop === null) return judgeUnstopped(facts);
  if (!isValidStop(flow.stop)) return judgeAbnormalStop(facts, flow.stop);
  if (isEnough(facts)) return success('energy above the floor, valid stop');
  const full = (flow.energy.soc ?? 0) >= 95 || flow.energy.suspended === 'ev';
  if (isVehicleStop(flow.stop) || full)
    return success('stopped by the vehicle after some energy (ruling 13)');
  const inTime =
    flow.stop.at - Math.max(flow.transaction?.startedAt ?? flow.openedAt, authorizedAt(flow)) <
    facts.handshakeMs;
  if (isDriverStop(flow.stop) && inTime && facts.trouble === null) {
    return verdict('abandoned', null, 'driver_left', 'valid stop inside the handshake timer (ruling 2)');
  }
  return verdict('failed', 'energy', facts.trouble ?? 'low_energy', 'valid stop below the floor (ruling 2)');
}

function isEnough({ flow, floorWh, config, powerAt, end }: Case): boolean {
  const { energy } = flow;
  if (energy.meterValues > 0 && energy.energyWh < floorWh) return false;
  if (powerAt === null) return false;
  const until = flow.stop?.at ?? energy.lastPowerAt ?? end;
  // Where the station never says `charging`, the span up to the stop is the best there is.
  const said = energy.chargingAt === null ? until - powerAt : chargingMs(flow, until);
  const metered = (energy.lastPowerAt ?? powerAt) - powerAt;
  return Math.max(said, metered) >= config.floor_seconds * 1_000;
}

function judgeAbnormalStop(facts: Case, stop: StopFacts): Verdict {
  const { flow, floorWh } = facts;
  const reason = facts.trouble ?? reasonOfStop(stop);
  const enough = flow.energy.meterValues === 0 || flow.energy.energyWh >= floorWh;
  if (enough) return verdict('interrupted', 'energy', reason, 'energy above the floor, then no valid stop');
  return verdict('failed', 'energy', reason, 'abnormal stop below the floor (ruling 2)');
}

const STOP_REASONS: Readonly<Record<string, Reason>> = {
  EmergencyStop: 'emergency_stop',
  GroundFault: 'ground_fault',
  OvercurrentFault: 'over_current',
  PowerLoss: 'power_loss',
  PowerQuality: 'power_quality',
  ImmediateReset: 'reboot',
  HardReset: 'reboot',
  SoftReset: 'reboot',
  Reboot: 'reboot',
  DeAuthorized: 'deauthorized',
  UnlockCommand: 'unlock_command',
};

/** The reason that an abnormal stop names; most name none. */
export const reasonOfStop = (stop: StopFacts): Reason => STOP_REASONS[stop.reason] ?? 'other_error';

/** Nobody saw the end: a failure only where something in the window explains one (ruling 8). */
function judgeUnstopped(facts: Case): Verdict {
  const { flow } = facts;
  if (flow.boot && !flow.boot.resumed) {
    const reason = facts.trouble ?? (flow.boot.cause === 'power_up' ? 'power_loss' : 'reboot');
    return verdict('interrupted', 'energy', reason, 'restarted and not resumed');
  }
  if (facts.trouble !== null)
    return verdict('interrupted', 'energy', facts.trouble, 'no stop, and a fault in its window (ruling 8)');
  const reason = flow.contactLost ? 'connection_lost' : 'meter_register_stalled';
  return verdict('unknown', null, reason, 'no stop and nothing that explains it (ruling 8)');
}

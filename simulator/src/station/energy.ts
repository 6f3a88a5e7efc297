import { receive } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Evse } from './evse.ts';
import { setStatus } from './evse-cycle.ts';
import type { PlannedFault } from './plan.ts';
import { stopOf } from './transaction.ts';
import type { StageEnd } from './transaction.ts';

/** Below this the relay opens. */
const LEAST_W = 100;

/** Energy flows, pauses and goes on until somebody or something ends it. */
export function* energise(evse: Evse, fault: PlannedFault | null): Process<StageEnd> {
  const { world, plan } = evse.station;
  const { scheduler } = world;
  let faultAt = Infinity;
  let sampleAt = scheduler.now + world.meterIntervalMs;
  for (;;) {
    const power = presentPower(evse);
    if (power >= LEAST_W && fault !== null && faultAt === Infinity) faultAt = scheduler.now + fault.afterMs;
    showPower(evse, power);
    if (power < LEAST_W && isFull(evse) && plan.power === 'DC') {
      return {
        kind: 'stop',
        reason: (evse.vehicle?.target ?? 1) >= 1 ? 'SOCLimitReached' : 'StoppedByEV',
        unplugged: false,
      };
    }
    const until = Math.min(sampleAt, faultAt, changeAt(evse, power));
    const event = yield* receive(evse.inbox, Math.max(0, until - scheduler.now));
    evse.accrue();
    if (event !== undefined) {
      const end = stopOf(event);
      if (end !== null) return end;
      continue;
    }
    if (fault !== null && scheduler.now >= faultAt) return { kind: 'fault', fault };
    if (scheduler.now >= sampleAt) {
      evse.station.dialect.sample(evse);
      sampleAt = scheduler.now + world.meterIntervalMs * (evse.powerW > 0 ? 1 : 5);
    }
  }
}

const isFull = (evse: Evse): boolean =>
  evse.vehicle !== null && evse.vehicle.soc >= evse.vehicle.target - 1e-9;

function presentPower(evse: Evse): number {
  const { vehicle } = evse;
  if (vehicle === null || isFull(evse) || evse.station.world.scheduler.now < vehicle.startsAt) return 0;
  return evse.possibleW();
}

/** When the present power will change by itself: the car is full, or its timer strikes. */
function changeAt(evse: Evse, power: number): number {
  const { vehicle } = evse;
  const { now } = evse.station.world.scheduler;
  if (vehicle === null) return Infinity;
  if (now < vehicle.startsAt) return vehicle.startsAt;
  if (power <= 0) return Infinity;
  const missingWh = (vehicle.target - vehicle.soc) * vehicle.batteryWh;
  return now + Math.max(1, (missingWh / power) * 3_600_000);
}

/** Says Charging, SuspendedEV or SuspendedEVSE when that changed. */
function showPower(evse: Evse, power: number): void {
  const { session } = evse;
  if (session === null) return;
  const { now } = evse.station.world.scheduler;
  const flowing = power >= LEAST_W;
  const held = !flowing && evse.limitW !== null && evse.limitW < LEAST_W && !isFull(evse);
  evse.setPower(flowing ? power : 0);
  if (flowing) {
    session.facts.energyAt ??= now;
    session.facts.energyEnd = null;
  } else {
    if (session.facts.energyAt !== null) session.facts.energyEnd ??= now;
    if (isFull(evse)) session.facts.satisfied = true;
    else session.facts.managed = held ? 'limit' : 'vehicle';
  }
  const status = flowing ? 'Charging' : held ? 'SuspendedEVSE' : 'SuspendedEV';
  if (evse.status === status) return;
  setStatus(evse, status);
  evse.station.dialect.stateChanged(evse);
  evse.lamp(flowing ? 'charging' : 'paused');
}

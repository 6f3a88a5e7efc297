import type { BootReason } from '../../../model/outcome.ts';
import type { FaultChange } from './faults.ts';

/** Restarts of a station that nobody asked for, the newest three, stream time, ms. Plain data. */
export interface Restarts {
  times: readonly number[];
  looping: boolean;
}

const FAULT = 'F31';
const MANY = 3;
const WITHIN_MS = 30 * 60_000;
/** Restarts for a reason, and BootNotifications that no restart goes before. */
const ASKED_FOR: readonly BootReason[] = [
  ...(['firmware_update', 'remote_reset', 'scheduled_reset', 'triggered', 'local_reset'] as const),
];

/** No restart was seen. */
export const newRestarts = (): Restarts => ({ times: [], looping: false });

const change = (kind: FaultChange['kind']): FaultChange => ({
  ...{ kind, evse: 0, connector: 0 },
  ...{ fault: FAULT, source: 'ocpp' },
});

/** A station told that it booted: three times within half an hour is a loop. */
export function onBoot(restarts: Restarts, reason: BootReason, now: number): FaultChange[] {
  if (ASKED_FOR.includes(reason)) return [];
  restarts.times = [...restarts.times.filter((at) => now - at < WITHIN_MS), now].slice(-MANY);
  if (restarts.looping || restarts.times.length < MANY) return [];
  restarts.looping = true;
  return [change('fault_raised')];
}

/** When a loop is over, if nothing restarts until then. */
export const loopDeadline = ({ looping, times }: Restarts): number =>
  looping ? (times.at(-1) ?? 0) + WITHIN_MS : Infinity;

/** A loop is over once half an hour has passed without a restart. */
export function expireLoop(restarts: Restarts, now: number): FaultChange[] {
  if (now < loopDeadline(restarts)) return [];
  restarts.looping = false;
  return [change('fault_cleared')];
}

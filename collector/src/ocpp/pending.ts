import type { Direction } from '../model/arrival.ts';
import type { CallMemo } from './message.ts';
import type { Version } from './version.ts';

/** Calls without answer that are remembered of one station. */
const MOST_PENDING = 64;
/** How long an answer is waited for, ms. Slow backends take minutes; nothing waits longer. */
const LONGEST_WAIT = 600_000;

/** A call that waits for its answer. Plain data. */
export interface PendingCall {
  readonly direction: Direction;
  readonly id: string;
  readonly action: string;
  /** Version whose message mapped it, null when none did. */
  readonly version: Version | null;
  readonly receivedAt: number;
  readonly memo: CallMemo | null;
}

const indexOf = (pending: readonly PendingCall[], direction: Direction, id: string): number => {
  for (let index = pending.length - 1; index >= 0; index -= 1) {
    const call = pending[index];
    if (call !== undefined && call.id === id && call.direction === direction) return index;
  }
  return -1;
};

/** Remembers a call; one with the same id from the same side is replaced, since only a retry can have it. */
export function remember(pending: PendingCall[], call: PendingCall): void {
  const same = indexOf(pending, call.direction, call.id);
  if (same >= 0) pending.splice(same, 1);
  else if (pending.length >= MOST_PENDING) pending.shift();
  pending.push(call);
}

/** Takes the call that an answer belongs to, null when there is none. */
export function take(pending: PendingCall[], direction: Direction, id: string): PendingCall | null {
  const index = indexOf(pending, direction, id);
  if (index < 0) return null;
  const call = pending[index] ?? null;
  if (index === pending.length - 1) pending.pop();
  else pending.splice(index, 1);
  return call;
}

/** Forgets the calls that waited too long; they are in order of arrival. */
export function expire(pending: PendingCall[], now: number): void {
  for (let oldest = pending[0]; oldest !== undefined; oldest = pending[0]) {
    if (now - oldest.receivedAt <= LONGEST_WAIT) return;
    pending.shift();
  }
}

import type { ReadingBounds } from '../reading-bounds.ts';
import { newGauges, type Gauges } from './gauges.ts';
import { noteState, type StateHistory } from './state-history.ts';

/** A lifetime register as it was last read. */
interface Register {
  readonly value: number;
  readonly at: number;
}

/** What is remembered of one router, gateway or SIM. Plain data. */
export interface Link {
  readonly gauges: Gauges;
  /** Up or down. */
  readonly states: StateHistory;
  uptime: Register | null;
  readonly registers: { received: Register | null; sent: Register | null };
  /** The stretch in which the last drop that was counted lies, and what told of it: the other telling it too counts nothing. */
  dropped: { readonly from: number; readonly to: number; readonly by: 'state' | 'uptime' | 'both' } | null;
}

/** A link of which nothing is known. */
export const newLink = (): Link => ({
  gauges: newGauges(),
  states: [],
  uptime: null,
  registers: { received: null, sent: null },
  dropped: null,
});

/** Clocks of a router and of who watches it need not agree to the second. */
const SLACK_MS = 5_000;

/** The link is up or down; true when it dropped and nothing else has told of this drop before. */
export function onUp(link: Link, holds: boolean, at: number): boolean {
  return noteState(link.states, holds, at) && !holds && dropOnce(link, at, at, 'state');
}

/** The link says for how long it has been running; true when it was started anew, and nothing else has told of it. */
export function onUptime(link: Link, seconds: number, at: number): boolean {
  const before = link.uptime;
  if (before !== null && at <= before.at) return false;
  link.uptime = { value: seconds, at };
  if (before === null) return false;
  const startedAt = at - seconds * 1_000;
  // Rounded seconds and a late answer must not look like a start.
  if (seconds >= before.value || startedAt <= before.at - SLACK_MS) return false;
  return dropOnce(link, before.at, startedAt, 'uptime');
}

function dropOnce(link: Link, from: number, to: number, by: 'state' | 'uptime'): boolean {
  const { dropped } = link;
  if (dropped !== null && dropped.by !== by && dropped.by !== 'both') {
    if (to >= dropped.from - SLACK_MS && from <= dropped.to + SLACK_MS) {
      link.dropped = { from: Math.min(from, dropped.from), to: Math.max(to, dropped.to), by: 'both' };
      return false;
    }
  }
  link.dropped = { from, to, by };
  return true;
}

/** What a register rose by since it was last read, and whether that can be. It starts from 0 when the link does. */
export function onRegister(
  link: Link,
  direction: 'received' | 'sent',
  value: number,
  at: number,
  bounds: ReadingBounds,
): number | 'late' | 'implausible' {
  const before = link.registers[direction];
  if (before !== null && at <= before.at) return 'late';
  link.registers[direction] = { value, at };
  if (before === null) return 0;
  const rise = value >= before.value ? value - before.value : value;
  const most = bounds.get(`${direction}_bytes`)?.mostPerSecond ?? Infinity;
  return rise > (most * (at - before.at)) / 1_000 ? 'implausible' : rise;
}

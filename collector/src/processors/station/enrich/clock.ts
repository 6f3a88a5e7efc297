/** What a station's clock is known to be off by. Plain data. */
export interface Clock {
  /** received − event of the last live messages, ms, newest last. */
  samples: number[];
  /** Their median, once there are enough; null before. */
  offsetMs: number | null;
  lastSampleAt: number;
}

/** A moment that the trackers may rely on. */
export interface Moment {
  /** ms since the epoch. */
  readonly at: number;
  /** Queued by the station: it happened long before it reached us. */
  readonly late: boolean;
  /** The charger's own time was unusable and the time of receipt stands in. */
  readonly suspect: boolean;
}

const TOLERANCE_MS = 5 * 60_000;
const SAMPLES = 9;
const ENOUGH = 5;
/** Offsets below this are latency, not a wrong clock. */
const NEGLIGIBLE_MS = 3_000;
const EARLIEST_SANE = Date.UTC(2020, 0, 1);

/** A clock about which nothing is known. */
export const newClock = (): Clock => ({ samples: [], offsetMs: null, lastSampleAt: 0 });

/**
 * Places a signal in time (ruling 9): a constant offset on live messages is corrected, a late message after a reconnect
 * or marked `offline` keeps its own time, and what is more than five minutes off without explanation, or from before
 * 2020, takes the time of receipt.
 */
export function momentOf(clock: Clock, eventAt: number | null, receivedAt: number, queued: boolean): Moment {
  if (eventAt === null) return { at: receivedAt, late: false, suspect: false };
  if (eventAt < EARLIEST_SANE) return { at: receivedAt, late: false, suspect: true };
  const behind = receivedAt - eventAt;
  const lag = behind - (clock.offsetMs ?? 0);
  const late = queued && lag > TOLERANCE_MS;
  if (!late) sample(clock, behind, receivedAt);
  if (late) return { at: eventAt + correction(clock), late: true, suspect: false };
  if (Math.abs(lag) > TOLERANCE_MS) return { at: receivedAt, late: false, suspect: true };
  return { at: Math.min(receivedAt, eventAt + correction(clock)), late: false, suspect: false };
}

const correction = (clock: Clock): number =>
  clock.offsetMs !== null && Math.abs(clock.offsetMs) >= NEGLIGIBLE_MS ? clock.offsetMs : 0;

function sample(clock: Clock, behind: number, receivedAt: number): void {
  if (receivedAt === clock.lastSampleAt) return;
  clock.lastSampleAt = receivedAt;
  clock.samples.push(behind);
  if (clock.samples.length > SAMPLES) clock.samples.shift();
  if (clock.samples.length < ENOUGH) return;
  const sorted = clock.samples.toSorted((one, other) => one - other);
  clock.offsetMs = sorted[sorted.length >> 1] ?? null;
}

/** One live message: when it was received, and received − event, both ms. */
interface Sample {
  readonly at: number;
  readonly behind: number;
}

/** What a station's clock is known to be off by. Plain data. */
export interface Clock {
  /** Of the last messages, newest last. */
  samples: Sample[];
  /** received − event of messages that nothing held up, ms, once enough messages agree; null before. */
  offsetMs: number | null;
  /** When a message came that a call without answer had held up, ms; null once one came without delay. */
  heldUpAt: number | null;
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

/**
 * Why a message may be older than its receipt: `flagged` by the station, `stalled` by a call that the backend leaves
 * without answer, or `possible` after a reconnect.
 */
export type Queued = 'flagged' | 'stalled' | 'possible' | 'no';

const TOLERANCE_MS = 5 * 60_000;
const SAMPLES = 9;
const ENOUGH = 5;
/** Samples of one offset are no further apart than this, ms. */
const AGREE_MS = 60_000;
/** What a station queued comes in a burst; messages that agree over a longer time are live. */
const BURST_MS = 60_000;
/** Offsets below this are latency, not a wrong clock. */
const NEGLIGIBLE_MS = 3_000;
/** A station catches up with what was held up within this, ms. */
const CATCHING_UP_MS = 2 * 3_600_000;
const EARLIEST_SANE = Date.UTC(2020, 0, 1);

/** A clock about which nothing is known. */
export const newClock = (): Clock => ({ samples: [], offsetMs: null, heldUpAt: null });

/**
 * Places a signal in time (ruling 9): a constant offset on live messages is corrected, a late message after a reconnect
 * or marked `offline` keeps its own time, and what is more than five minutes off without explanation, or from before
 * 2020, takes the time of receipt.
 */
export function momentOf(clock: Clock, eventAt: number | null, receivedAt: number, queued: Queued): Moment {
  if (eventAt === null) return { at: receivedAt, late: false, suspect: false };
  if (eventAt < EARLIEST_SANE) return { at: receivedAt, late: false, suspect: true };
  const behind = receivedAt - eventAt;
  const heldUp = isHeldUp(clock, behind, receivedAt, queued);
  if (queued !== 'flagged' && !heldUp) sample(clock, { at: receivedAt, behind });
  const lag = behind - (clock.offsetMs ?? 0);
  // A clock that is ahead by next to nothing is left alone.
  const latest = Math.max(receivedAt, Math.min(eventAt, receivedAt + NEGLIGIBLE_MS));
  const corrected = Math.min(latest, eventAt + correction(clock));
  if ((queued !== 'no' || heldUp) && lag > TOLERANCE_MS) return { at: corrected, late: true, suspect: false };
  if (Math.abs(lag) > TOLERANCE_MS) return { at: receivedAt, late: false, suspect: true };
  return { at: corrected, late: false, suspect: false };
}

/**
 * Held up by a backend that does not answer, or behind what was: the delays of such a queue are alike, and say nothing of a
 * clock that is known.
 */
function isHeldUp(clock: Clock, behind: number, receivedAt: number, queued: Queued): boolean {
  if (clock.offsetMs === null) return false;
  if (queued === 'stalled') clock.heldUpAt = receivedAt;
  else if (behind - clock.offsetMs <= NEGLIGIBLE_MS) clock.heldUpAt = null;
  return clock.heldUpAt !== null && receivedAt - clock.heldUpAt <= CATCHING_UP_MS;
}

const correction = (clock: Clock): number =>
  clock.offsetMs !== null && Math.abs(clock.offsetMs) >= NEGLIGIBLE_MS ? clock.offsetMs : 0;

/** How much later than its corrected event time a message is received that nothing holds up, ms. */
export const usualDelay = (clock: Clock): number => (clock.offsetMs ?? 0) - correction(clock);

function sample(clock: Clock, taken: Sample): void {
  if (taken.at === clock.samples.at(-1)?.at) return;
  clock.samples.push(taken);
  if (clock.samples.length > SAMPLES) clock.samples.shift();
  if (clock.samples.length < ENOUGH) return;
  const sorted = clock.samples.map(({ behind }) => behind).sort((one, other) => one - other);
  const median = sorted[sorted.length >> 1] ?? 0;
  const agreeing = clock.samples.filter(({ behind }) => Math.abs(behind - median) <= AGREE_MS);
  const span = (agreeing.at(-1)?.at ?? 0) - (agreeing[0]?.at ?? 0);
  if (agreeing.length < ENOUGH || span < BURST_MS) return;
  const least = Math.min(...agreeing.map(({ behind }) => behind));
  const most = Math.max(...agreeing.map(({ behind }) => behind));
  if (!isExplained(clock, least, most)) clock.offsetMs = least;
}

/** Delays only add: what varies, and is no less than what is known, was held up and says nothing new of the clock. */
function isExplained({ offsetMs }: Clock, least: number, most: number): boolean {
  const known = offsetMs ?? 0;
  const delayed = least >= known - NEGLIGIBLE_MS && most <= known + AGREE_MS;
  const steady = most - least <= NEGLIGIBLE_MS;
  if (!delayed) return false;
  return steady ? offsetMs !== null && Math.abs(least - known) <= NEGLIGIBLE_MS : true;
}

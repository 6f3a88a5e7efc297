const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const COARSE_MS = 5 * MINUTE_MS;
const FINE_MS = MINUTE_MS;
const FINE_FOR_MS = 6 * HOUR_MS;
/** Days of samples that become one block: little text at a time on the disk, few blocks to open. */
const PIECE_DAYS = 3;

/** When a history is sampled. All in ms since the epoch. */
export interface Timetable {
  readonly start: number;
  readonly end: number;
  /** Samples are dense from here on. */
  readonly fineFrom: number;
  /** Midnight up to which the history is the same for every run of the day. */
  readonly settled: number;
}

/** Five minutes from sample to sample, one minute in the last six hours. */
export function timetable(start: number, end: number): Timetable {
  const fineFrom = Math.max(start, Math.ceil((end - FINE_FOR_MS) / COARSE_MS) * COARSE_MS);
  return { start, end, fineFrom, settled: Math.max(start, Math.floor(fineFrom / DAY_MS) * DAY_MS) };
}

/** The moment of sampling after `at`; at the beginning, the first. */
export const nextSample = ({ fineFrom }: Timetable, at: number): number =>
  at < fineFrom
    ? Math.min(fineFrom, (Math.floor(at / COARSE_MS) + 1) * COARSE_MS)
    : (Math.floor(at / FINE_MS) + 1) * FINE_MS;

/** How long a series that does not move may go without a sample: short enough for `increase` over an hour. */
export const restMs = ({ fineFrom }: Timetable, at: number): number =>
  at < fineFrom ? 30 * MINUTE_MS : 5 * MINUTE_MS;

/** Where pieces end: every few days, at the end of what is settled, and at the end. */
export function pieceEnds({ start, end, settled }: Timetable): number[] {
  const ends: number[] = [];
  for (let at = start + PIECE_DAYS * DAY_MS; at < settled; at += PIECE_DAYS * DAY_MS) ends.push(at);
  if (settled > start) ends.push(settled);
  return [...ends, end];
}

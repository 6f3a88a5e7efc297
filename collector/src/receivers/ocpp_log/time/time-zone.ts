import { localTime } from '../../../model/zoned-time.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** A log that runs backwards by more than this in the hour that a zone has twice is in its second one. */
const BACKWARDS_MS = 600_000;
const MOST_OFFSETS = 10_000;

/** Whether this is a name of the IANA time zone database that this machine knows: `Europe/Berlin`, `UTC`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Turns wall clock times of one IANA zone into UTC, tens of thousands a second. */
export class TimeZone {
  readonly #name: string;
  readonly #offsets = new Map<number, number>();

  constructor(name: string) {
    this.#name = name;
  }

  /**
   * `wall` is the wall clock read as if it were UTC, ms; `previous` the time of the line before. An hour that comes twice is
   * the first of the two unless the log would then run backwards; one that never comes counts by the offset before it.
   */
  toUtc(wall: number, previous: number): number {
    if (this.#name === 'UTC') return wall;
    const before = this.#offsetAt(wall - DAY_MS);
    const after = this.#offsetAt(wall + DAY_MS);
    if (before === after) return wall - before;
    const [first, second] = [wall - Math.max(before, after), wall - Math.min(before, after)];
    const fits = [first, second].filter((utc) => wall - utc === this.#offsetAt(utc));
    if (fits.length === 2) return first < previous - BACKWARDS_MS ? second : first;
    return fits[0] ?? wall - before;
  }

  /** ms east of UTC at a moment; offsets change on the quarter of an hour. */
  #offsetAt(utc: number): number {
    const quarter = Math.floor(utc / QUARTER_MS) * QUARTER_MS;
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const { year, month, day, hour, minute } = localTime(this.#name, quarter);
    const offset = Date.UTC(year, month - 1, day, hour, minute) - quarter;
    if (this.#offsets.size >= MOST_OFFSETS) this.#offsets.clear();
    this.#offsets.set(quarter, offset);
    return offset;
  }
}

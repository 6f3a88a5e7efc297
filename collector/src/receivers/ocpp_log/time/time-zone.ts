const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A log that runs backwards by more than this in the hour that a zone has twice is in its second one. */
const BACKWARDS_MS = 10 * 60_000;
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

/** Turns wall clock times of one IANA zone into UTC. */
export class TimeZone {
  readonly #format: Intl.DateTimeFormat | null;
  readonly #offsets = new Map<number, number>();

  /** Throws RangeError for an unknown name. */
  constructor(name: string) {
    this.#format =
      name === 'UTC'
        ? null
        : new Intl.DateTimeFormat('en-US', {
            timeZone: name,
            hourCycle: 'h23',
            ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
            ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
          });
  }

  /**
   * `wall` is the wall clock read as if it were UTC, ms; `previous` the time of the line before. An hour that comes twice is
   * the first of the two unless the log would then run backwards; one that never comes counts by the offset before it.
   */
  toUtc(wall: number, previous: number): number {
    if (this.#format === null) return wall;
    const before = this.#offsetAt(wall - DAY_MS);
    const after = this.#offsetAt(wall + DAY_MS);
    if (before === after) return wall - before;
    const [first, second] = [wall - Math.max(before, after), wall - Math.min(before, after)];
    const fits = [first, second].filter((utc) => wall - utc === this.#offsetAt(utc));
    if (fits.length === 2) return first < previous - BACKWARDS_MS ? second : first;
    return fits[0] ?? wall - before;
  }

  /** ms east of UTC at a moment; offsets change on the quarter of an hour at the earliest. */
  #offsetAt(utc: number): number {
    const quarter = Math.floor(utc / (HOUR_MS / 4)) * (HOUR_MS / 4);
    const known = this.#offsets.get(quarter);
    if (known !== undefined) return known;
    const parts = new Map<string, number>();
    for (const { type, value } of this.#format?.formatToParts(quarter) ?? []) parts.set(type, Number(value));
    const part = (name: string): number => parts.get(name) ?? 0;
    const wall = Date.UTC(
      part('year'),
      part('month') - 1,
      ...([part('day'), part('hour'), part('minute'), part('second')] as const),
    );
    if (this.#offsets.size >= MOST_OFFSETS) this.#offsets.clear();
    this.#offsets.set(quarter, wall - quarter);
    return wall - quarter;
  }
}

import { TimeZone } from './time-zone.ts';

const CLOCK = String.raw`(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,:](\d{1,9}))?)?(?:\s?([AP])\.?M\b\.?)?`;
const ZONE = String.raw`\s?(Z\b|UTC\b|GMT\b|[+-]\d\d(?::?\d\d)?(?![\d:.]))?`;

/** `2026-11-01T10:00:00.123Z`, `2026/11/01 10:00:00`, `2026-11-01 10:00:00,123 +0100`, `2026-11-01T10:00:00:123`. */
const YEAR_FIRST = new RegExp(String.raw`(?<!\d)(\d{4})([-/.])(\d\d)\2(\d\d)[T_, ]\s?${CLOCK}${ZONE}`, 'i');
/** `01.11.2026 10:00:00`, `17-05-2024 11:20:43`, `13/05/2024, 11:20:43`, `5/13/2024 1:05:00 PM`. */
const YEAR_LAST = new RegExp(
  String.raw`(?<![\d.])(\d{1,2})([-/.])(\d{1,2})\2(\d{4})[T_, ]\s?${CLOCK}${ZONE}`,
  'i',
);
/** `Nov  1 10:00:00`, as syslog and journald write it: RFC 3164 §4.1.2. */
const YEARLESS = new RegExp(
  String.raw`\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s{1,2}(\d{1,2})\s${CLOCK}${ZONE}`,
);
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** A year in which anything was dated: the one that a frame names. */
const NAMED_YEAR = /"(20\d\d)-\d\d-\d\dT\d\d:/;
const HALF_A_YEAR_MS = 183 * 86_400_000;
/** Seconds, milliseconds, microseconds or nanoseconds since 1970, from September 2001 on. */
const EPOCH = /(?<![\w.:+-])([1-9]\d{9}(?:\.\d{1,9})?|[1-9]\d{12}|[1-9]\d{15}|[1-9]\d{18})(?![\w.:-])/;

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = 8.64e15;

/** A time in a text: ms since the epoch, and where it stands. */
export interface TimeInText {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

const epochMs = (digits: string): number => {
  const value = Number(digits);
  if (value < 1e11) return Math.round(value * 1e3);
  if (value < 1e14) return value;
  return Math.floor(value < 1e17 ? value / 1e3 : value / 1e6);
};

const zoneMs = (zone: string): number => {
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):?(\d\d)?/.exec(zone) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

/** The hour of 12 hours with AM or PM; NaN where a clock does not go so far. */
const hourOfDay = (hour: number, half: string | undefined): number => {
  if (half === undefined) return hour;
  return hour < 1 || hour > 12 ? NaN : (hour % 12) + (half.toUpperCase() === 'P' ? 12 : 0);
};

/** The wall clock as if it were UTC; null when there is no such day or time. */
function wallMs(
  year: string,
  month: string,
  day: string,
  clock: readonly (string | undefined)[],
): number | null {
  const [clockHour = '', minute = '', second = '0', fraction = '', half] = clock;
  const hour = hourOfDay(Number(clockHour), half);
  if (!(hour <= 23) || Number(minute) > 59 || Number(second) > 60) return null;
  const at = Date.UTC(
    ...([Number(year), Number(month) - 1, Number(day), hour, Number(minute), Number(second)] as const),
    Number(fraction.slice(0, 3).padEnd(3, '0')),
  );
  const date = new Date(at);
  const exists =
    Number(second) === 60 || (date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day));
  return exists ? at : null;
}

/** Reads the times of one log; wall clocks without a zone are of the zone given, UTC by default. */
export class LogClock {
  readonly #zone: TimeZone;
  #previous = -Infinity;
  readonly #year: string | undefined;

  /** `sample`: first lines of the log; the year that a frame of them names is that of times without one. */
  constructor(zone: string = 'UTC', sample: readonly string[] = []) {
    this.#zone = new TimeZone(zone);
    this.#year = sample
      .map((line) => NAMED_YEAR.exec(line.replaceAll('\\', ''))?.[1])
      .find((year) => year !== undefined);
  }

  /** The first time in a text; null when there is none that can be told. `03/04/2026` could be two days: it is none. */
  find(text: string): TimeInText | null {
    return this.#dated(text) ?? this.#yearless(text) ?? this.#epoch(text);
  }

  /** A cell or a field that is a time. */
  parse(value: unknown): number | null {
    if (typeof value === 'number') return this.parse(String(value));
    return typeof value === 'string' && value.length <= 64 ? (this.find(value.trim())?.at ?? null) : null;
  }

  #dated(text: string): TimeInText | null {
    const match = YEAR_FIRST.exec(text) ?? YEAR_LAST.exec(text);
    if (match === null) return null;
    const [whole, one = '', separator, two = '', three = '', ...rest] = match;
    const zone = rest[5];
    const [year, month, day] = one.length === 4 ? [one, two, three] : ordered(one, two, three, separator);
    const wall = month === null ? null : wallMs(year, month, day, rest);
    if (wall === null) return null;
    const at = zone === undefined ? this.#zone.toUtc(wall, this.#previous) : wall - zoneMs(zone);
    if (at < EARLIEST || at > LATEST) return null;
    this.#previous = at;
    return { at, from: match.index, to: match.index + whole.length };
  }

  /** A day without a year: that of the year which runs on from the line before, or else of the sample's. */
  #yearless(text: string): TimeInText | null {
    const match = this.#year === undefined ? null : YEARLESS.exec(text);
    if (match === null) return null;
    const [whole, month = '', day = '', ...rest] = match;
    const near = Number.isFinite(this.#previous) ? this.#previous : null;
    const about = near === null ? Number(this.#year) : new Date(near).getUTCFullYear();
    const years = (near === null ? [0] : [-1, 0, 1]).map((apart) => String(about + apart));
    const times = years.flatMap((year) => {
      const wall = wallMs(year, String(MONTHS.indexOf(month) + 1), day, rest);
      if (wall === null) return [];
      const zone = rest[5];
      return [zone === undefined ? this.#zone.toUtc(wall, this.#previous) : wall - zoneMs(zone)];
    });
    const at = times.find((time) => near === null || Math.abs(time - near) < HALF_A_YEAR_MS);
    if (at === undefined) return null;
    this.#previous = at;
    return { at, from: match.index, to: match.index + whole.length };
  }

  #epoch(text: string): TimeInText | null {
    const match = EPOCH.exec(text);
    if (match?.[1] === undefined) return null;
    const at = epochMs(match[1]);
    this.#previous = at;
    return { at, from: match.index, to: match.index + match[1].length };
  }
}

/** Day and month of a date that ends in its year; month null where both orders would do. */
function ordered(
  one: string,
  two: string,
  year: string,
  separator: string | undefined,
): readonly [string, string | null, string] {
  if (separator !== '/' || Number(one) > 12) return [year, two, one];
  return Number(two) > 12 ? [year, one, two] : [year, null, ''];
}

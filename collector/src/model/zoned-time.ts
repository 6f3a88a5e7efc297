/** A moment as a clock on the wall shows it; month 1–12. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  formats.set(zone, format);
  return format;
};

/** The wall clock of an IANA time zone at `at`, ms since the epoch. */
export const localTime = (zone: string, at: number): LocalTime => {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
};

/** How far the zone's clock is ahead of UTC at `at`, ms; whole minutes, as zones of this century are. */
const offsetAt = (zone: string, at: number): number => {
  const minute = Math.floor(at / 60_000) * 60_000;
  const { year, month, day, hour, minute: minutes } = localTime(zone, minute);
  return Date.UTC(year, month - 1, day, hour, minutes) - minute;
};

/**
 * The moment at which the zone's clock shows midnight of a day plus `minutes` on the clock. Month 1–12; days and
 * minutes past the end of month and day run on. A time that the clock shows twice is the `earlier` or the `later` one;
 * one that the clock jumps over is as much after the jump.
 */
export const instantAt = (
  zone: string,
  { year, month, day }: Pick<LocalTime, 'year' | 'month' | 'day'>,
  minutes = 0,
  pick: 'earlier' | 'later' = 'earlier',
): number => {
  const wall = Date.UTC(year, month - 1, day, 0, minutes);
  const before = offsetAt(zone, wall - DAY_MS);
  const after = offsetAt(zone, wall + DAY_MS);
  const shown = [before, after]
    .map((offset) => wall - offset)
    .filter((at) => offsetAt(zone, at) === wall - at);
  if (shown.length === 0) return wall - before;
  return pick === 'earlier' ? Math.min(...shown) : Math.max(...shown);
};

/** The moment of a wall clock that was written down as if it were UTC, ms since the epoch. */
export const instantOfWall = (zone: string, wall: number): number => {
  const day = Math.floor(wall / DAY_MS) * DAY_MS;
  const date = new Date(day);
  const shown = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  return instantAt(zone, shown, Math.floor((wall - day) / 60_000)) + ((wall - day) % 60_000);
};

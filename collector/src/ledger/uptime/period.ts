import { failed, ok, type Result } from '../../model/result.ts';
import type { TimeSpan } from '../../model/time-span.ts';
import { instantAt, localTime } from '../../model/zoned-time.ts';
import type { UptimeProgramme } from '../../inventory/programmes/programme.ts';

/** A calendar month; month 1–12. */
export interface Month {
  readonly year: number;
  readonly month: number;
}

/** The months that a report is about, in order. */
export type Period = readonly [Month, ...Month[]];

/** What the command line may give; exactly one of them. */
export interface PeriodOptions {
  readonly month?: string | undefined;
  readonly quarter?: string | undefined;
  readonly year?: string | undefined;
}

const monthsFrom = (year: number, first: number, count: number): Period => [
  { year, month: first },
  ...Array.from({ length: count - 1 }, (_, index) => ({ year, month: first + 1 + index })),
];

/** Reads `2026-11`, `2026Q3` or `2026`. */
export const parsePeriod = ({ month, quarter, year }: PeriodOptions): Result<Period, string> => {
  const given = [month, quarter, year].filter((value) => value !== undefined);
  if (given.length !== 1) return failed('give one of --month 2026-11, --quarter 2026Q3 or --year 2026');
  const [, ofMonth, number] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month ?? '') ?? [];
  if (ofMonth !== undefined) return ok(monthsFrom(Number(ofMonth), Number(number), 1));
  const [, ofQuarter, part] = /^(\d{4})-?Q([1-4])$/.exec(quarter ?? '') ?? [];
  if (ofQuarter !== undefined) return ok(monthsFrom(Number(ofQuarter), 3 * Number(part) - 2, 3));
  if (/^\d{4}$/.test(year ?? '')) return ok(monthsFrom(Number(year), 1, 12));
  return failed(`\`${given[0] ?? ''}\` is no period: write --month 2026-11, --quarter 2026Q3 or --year 2026`);
};

const midnight = (zone: string, year: number, month: number): number =>
  instantAt(zone, { year, month, day: 1 });

/** A month on the clock of a time zone. */
export const monthSpan = (zone: string, { year, month }: Month): TimeSpan => ({
  start: midnight(zone, year, month),
  end: midnight(zone, year, month + 1),
});

/** The time over which a programme averages, up to the end of a month. */
export const windowSpan = (
  { window }: Pick<UptimeProgramme, 'window'>,
  zone: string,
  { year, month }: Month,
): TimeSpan => ({
  start: window === 'calendar_year' ? midnight(zone, year, 1) : midnight(zone, year, month - 11),
  end: midnight(zone, year, month + 1),
});

/** The calendar years that a stretch touches, whole. */
export const yearsOf = (zone: string, { start, end }: TimeSpan): readonly TimeSpan[] => {
  const first = localTime(zone, start).year;
  const last = localTime(zone, end - 1).year;
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    start: midnight(zone, first + index, 1),
    end: midnight(zone, first + index + 1, 1),
  }));
};

/** `2026-11`. */
export const monthText = ({ year, month }: Month): string => `${year}-${String(month).padStart(2, '0')}`;

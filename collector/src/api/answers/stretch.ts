import { instantAt } from '../../model/zoned-time.ts';
import { ok } from '../../model/result.ts';
import { refused, type Answered } from './refusal.ts';

/** A stretch of time as it is asked for. */
export interface WrittenStretch {
  readonly from?: string;
  readonly to?: string;
  readonly period?: string;
  readonly time_zone?: string;
}

/** ms since the epoch; an end that is left out is open. */
export interface Stretch {
  readonly from?: number;
  readonly to?: number;
}

/** What is asked for, and the stretch just before it, as long; null where there is no such thing. */
export interface Stretches {
  readonly current: Stretch;
  readonly previous: Stretch | null;
  readonly timeZone: string;
}

/** A stretch with its open ends far away. */
export const spanOf = ({ from, to }: Stretch): { readonly from: number; readonly to: number } => ({
  from: from ?? -Infinity,
  to: to ?? Infinity,
});

const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
};

interface CalendarPeriod {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** How long it is. */
  readonly months: number;
  readonly days: number;
}

const PERIOD = /^(\d{4})(?:-?Q([1-4])|-(0[1-9]|1[0-2])(?:-(\d{2}))?)?$/;

const readPeriod = (written: string): CalendarPeriod | null => {
  const [, year, quarter, month, day] = PERIOD.exec(written) ?? [];
  if (year === undefined) return null;
  const first = { year: Number(year), day: 1, days: 0 };
  if (quarter !== undefined) return { ...first, month: 3 * Number(quarter) - 2, months: 3 };
  if (month === undefined) return { ...first, month: 1, months: 12 };
  if (day === undefined) return { ...first, month: Number(month), months: 1 };
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isDate = date.getUTCMonth() === Number(month) - 1 && Number(day) > 0;
  return isDate ? { ...first, month: Number(month), day: Number(day), months: 0, days: 1 } : null;
};

/** `times` periods after the one given, on the clock of a zone. */
const periodSpan = (
  zone: string,
  { year, month, day, months, days }: CalendarPeriod,
  times: number,
): Stretch => ({
  from: instantAt(zone, { year, month: month + times * months, day: day + times * days }),
  to: instantAt(zone, { year, month: month + (times + 1) * months, day: day + (times + 1) * days }),
});

const MOMENT = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})$/;

/** Reads a moment; NaN where it is none. */
const readMoment = (text: string): number => (MOMENT.test(text) ? Date.parse(text) : NaN);

/** Reads a stretch of time and finds the one before it. */
export const readStretch = (written: WrittenStretch): Answered<Stretches> => {
  const timeZone = written.time_zone ?? 'UTC';
  if (!isZone(timeZone)) return refused('invalid_period', `\`${timeZone}\` is no time zone`);
  if (written.period !== undefined) {
    if (written.from !== undefined || written.to !== undefined)
      return refused('invalid_period', 'give `period`, or `from` and `to`');
    const period = readPeriod(written.period);
    if (period === null) return refused('invalid_period', `\`${written.period}\` is no period`);
    return ok({
      timeZone,
      current: periodSpan(timeZone, period, 0),
      previous: periodSpan(timeZone, period, -1),
    });
  }
  const from = written.from === undefined ? undefined : readMoment(written.from);
  const to = written.to === undefined ? undefined : readMoment(written.to);
  if (Number.isNaN(from) || Number.isNaN(to))
    return refused('invalid_period', 'write moments as 2026-11-01T10:00:00Z');
  if (from !== undefined && to !== undefined) {
    if (from >= to) return refused('invalid_period', '`to` must come after `from`');
    return ok({ timeZone, current: { from, to }, previous: { from: from - (to - from), to: from } });
  }
  const current = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  return ok({ timeZone, current, previous: null });
};

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

/** A stretch as it is answered. */
export const written = ({
  from,
  to,
}: Stretch): { readonly from: string | null; readonly to: string | null } => ({
  from: iso(from),
  to: iso(to),
});

import { dateMath, dateTime, type TimeRange } from '@grafana/data';
import type { Comparison } from './filters.ts';

/** A half-open stretch of time, ms since the epoch. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A year of whole weeks: a Friday is compared with a Friday. */
const YEAR_MS = 364 * DAY_MS;

const at = (text: string, roundUp: boolean): number => {
  if (/^\d+$/.test(text)) return Number(text);
  const parsed = dateMath.toDateTime(text, { roundUp });
  return parsed?.isValid() === true ? parsed.valueOf() : Date.now();
};

/** The stretch that a URL's `from` and `to` mean. What ends now ends with this minute, so that a query keeps its key. */
export const spanOf = (from: string, to: string): Span => {
  const end = Math.ceil(at(to, true) / MINUTE_MS) * MINUTE_MS;
  const start = Math.floor(at(from, false) / MINUTE_MS) * MINUTE_MS;
  return start < end ? { from: start, to: end } : { from: end - DAY_MS, to: end };
};

/** What `span` is compared with; null: with nothing. */
export const comparedWith = ({ from, to }: Span, compare: Comparison): Span | null => {
  if (compare === 'none') return null;
  const back = compare === 'year' ? YEAR_MS : to - from;
  return { from: from - back, to: to - back };
};

/** For Grafana's own time picker. */
export const timeRangeOf = (from: string, to: string): TimeRange => {
  const span = spanOf(from, to);
  const raw = (text: string, ms: number) => (text.includes('now') ? text : dateTime(ms));
  return {
    from: dateTime(span.from),
    to: dateTime(span.to),
    raw: { from: raw(from, span.from), to: raw(to, span.to) },
  };
};

import { instantAt } from './zoned-time.ts';

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)$/;
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;

/** What to write where a text is no time. */
export const TIME_HINT = 'write 2026-11-03T08:00 on the clock of the site, or with an offset such as +01:00';

/** Whether a text looks like a moment; `instantOfText` says whether there is such a time. */
export const looksLikeTime = (text: string): boolean => LOCAL.test(text) || INSTANT.test(text);

const numbers = (pattern: RegExp, text: string): readonly number[] =>
  (pattern.exec(text) ?? []).slice(1).map(Number);

/** A moment as a person writes it, ms: on the clock of `zone`, unless it has an offset. NaN where there is no such time. */
export const instantOfText = (text: string, zone: string): number => {
  const [year, month, day, hour = 0, minute = 0] = numbers(LOCAL, text);
  if (year === undefined || month === undefined || day === undefined)
    return INSTANT.test(text) ? Date.parse(text.replace(' ', 'T')) : NaN;
  if (Number.isNaN(Date.parse(`${text.slice(0, 10)}T${text.slice(11)}Z`))) return NaN;
  return instantAt(zone, { year, month, day }, 60 * hour + minute);
};

/** Midnight, on the clock of `zone`, of a date `YYYY-MM-DD`, ms. NaN where there is no such day. */
export const midnightOf = (date: string, zone: string): number => {
  const [year, month, day] = numbers(DATE, date);
  if (year === undefined || month === undefined || day === undefined || Number.isNaN(Date.parse(date)))
    return NaN;
  return instantAt(zone, { year, month, day });
};

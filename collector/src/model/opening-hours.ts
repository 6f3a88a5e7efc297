import { failed, ok, type Result } from './result.ts';
import { unionOf, intersectionOf, type TimeSpan } from './time-span.ts';
import { instantAt, localTime } from './zoned-time.ts';

/** Minutes since midnight on the wall clock; past 1440 where a stretch runs into the next day. */
export interface OpenMinutes {
  readonly from: number;
  readonly to: number;
}

/** The stretches of each weekday, Monday first; null: always open. */
export type OpeningHours = readonly (readonly OpenMinutes[])[] | null;

const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
const DAY_MINUTES = 1_440;
const EVERY_DAY = DAYS.map((_, index) => index);
const HINT = 'write `24/7` or days and times such as `Mo-Fr 06:00-22:00; Sa 08:00-20:00; Su off`';

const wrong = (problem: string): Result<never, string> => failed(`${problem}: ${HINT}`);

const daysOf = (text: string): Result<readonly number[], string> => {
  const days: number[] = [];
  for (const item of text.split(',')) {
    const [first = '', last = first, ...rest] = item.trim().split('-');
    const from = DAYS.indexOf(first.trim());
    const to = DAYS.indexOf(last.trim());
    if (from === -1 || to === -1 || rest.length > 0) return wrong(`\`${item.trim()}\` is no day of the week`);
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === to) break;
    }
  }
  return ok(days);
};

const TIMES = /^(\d{1,2}):(\d\d)\s*-\s*(\d{1,2}):(\d\d)$/;

const minutesOf = (text: string): Result<readonly OpenMinutes[], string> => {
  if (text === 'off' || text === 'closed') return ok([]);
  const stretches: OpenMinutes[] = [];
  for (const item of text.split(',')) {
    const [, fromHour, fromMinute, toHour, toMinute] = (TIMES.exec(item.trim()) ?? []).map(Number);
    if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined)
      return wrong(`\`${item.trim()}\` is no stretch of time`);
    const from = fromHour * 60 + fromMinute;
    const until = toHour * 60 + toMinute;
    if (from >= DAY_MINUTES || until > 2 * DAY_MINUTES || fromMinute > 59 || toMinute > 59)
      return wrong(`\`${item.trim()}\` is no time of day`);
    stretches.push({ from, to: until > from ? until : until + DAY_MINUTES });
  }
  return ok(stretches);
};

/**
 * Reads `24/7`, or rules of days and times separated by `;`, a subset of OpenStreetMap's opening_hours
 * (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification): a later rule replaces an earlier one on its
 * days; days that no rule names are closed. Public holidays and seasons are refused, since nothing here knows them.
 */
export const parseOpeningHours = (text: string): Result<OpeningHours, string> => {
  if (text.trim() === '24/7') return ok(null);
  const week: (readonly OpenMinutes[])[] = DAYS.map(() => []);
  const rules = text
    .split(';')
    .map((rule) => rule.trim())
    .filter((rule) => rule !== '');
  if (rules.length === 0) return wrong('there are no hours');
  for (const rule of rules) {
    const begins = /(?:^|\s)(?:\d|off$|closed$)/.exec(rule)?.index ?? rule.length;
    const dayText = rule.slice(0, begins).trim();
    const days = dayText === '' ? ok(EVERY_DAY) : daysOf(dayText);
    if (!days.ok) return days;
    const minutes = minutesOf(rule.slice(begins).trim());
    if (!minutes.ok) return minutes;
    for (const day of days.value) week[day] = minutes.value;
  }
  return ok(week);
};

/**
 * When a place is open within `within`, by its own clock: on the days on which the clock is put forward or back, 06:00
 * is 06:00. An opening that the clock shows twice is the first, a closing the second.
 */
export const openSpans = (hours: OpeningHours, zone: string, within: TimeSpan): readonly TimeSpan[] => {
  if (hours === null || within.end <= within.start) return unionOf([within]);
  const first = localTime(zone, within.start);
  const spans: TimeSpan[] = [];
  // From the day before, whose last stretch may reach past midnight.
  for (let offset = -1; ; offset += 1) {
    const noon = new Date(Date.UTC(first.year, first.month - 1, first.day + offset, 12));
    const day = { year: noon.getUTCFullYear(), month: noon.getUTCMonth() + 1, day: noon.getUTCDate() };
    if (instantAt(zone, day) >= within.end) break;
    for (const { from, to } of hours[(noon.getUTCDay() + 6) % 7] ?? []) {
      spans.push({ start: instantAt(zone, day, from), end: instantAt(zone, day, to, 'later') });
    }
  }
  return intersectionOf(unionOf(spans), [within]);
};

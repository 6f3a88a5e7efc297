import { describe, expect, it } from '@jest/globals';
import { openSpans, parseOpeningHours } from './opening-hours.ts';
import { lengthOf } from './time-span.ts';
import { instantAt } from './zoned-time.ts';

const BERLIN = 'Europe/Berlin';
const day = (date: string, zone = BERLIN): number => {
  const [year = 0, month = 0, of = 0] = date.split('-').map(Number);
  return instantAt(zone, { year, month, day: of });
};
const open = (text: string, from: string, to: string): string[] => {
  const hours = parseOpeningHours(text);
  if (!hours.ok) throw new Error(hours.error);
  return openSpans(hours.value, BERLIN, { start: day(from), end: day(to) }).map(
    ({ start, end }) =>
      `${new Date(start).toISOString().slice(5, 16)} ${new Date(end).toISOString().slice(5, 16)}`,
  );
};

describe('opening hours', () => {
  it('are always when they say 24/7', () => {
    expect(open('24/7', '2026-11-02', '2026-11-03')).toEqual(['11-01T23:00 11-02T23:00']);
  });

  it('differ by day of the week', () => {
    // From a Friday to a Monday.
    expect(open('Mo-Fr 06:00-22:00; Sa 08:00-20:00', '2026-11-06', '2026-11-10')).toEqual([
      '11-06T05:00 11-06T21:00',
      '11-07T07:00 11-07T19:00',
      '11-09T05:00 11-09T21:00',
    ]);
  });

  it('take several stretches, lists of days, days across the weekend, and days without', () => {
    expect(open('Mo,We 08:00-12:00,13:00-18:00', '2026-11-02', '2026-11-05')).toHaveLength(4);
    expect(open('Sa-Mo 10:00-12:00', '2026-11-06', '2026-11-13')).toHaveLength(3);
    expect(open('06:00-22:00; Su off', '2026-11-02', '2026-11-09')).toHaveLength(6);
  });

  it('let a later rule replace an earlier one on its days', () => {
    expect(open('Mo-Su 06:00-22:00; Tu 10:00-11:00', '2026-11-03', '2026-11-04')).toEqual([
      '11-03T09:00 11-03T10:00',
    ]);
  });

  it('run past midnight, also into the beginning of the stretch asked about', () => {
    expect(open('Fr 22:00-02:00', '2026-11-07', '2026-11-08')).toEqual(['11-06T23:00 11-07T01:00']);
    expect(open('Fr 22:00-26:00', '2026-11-07', '2026-11-08')).toEqual(['11-06T23:00 11-07T01:00']);
  });

  it('join days that are open around the clock', () => {
    expect(open('00:00-24:00', '2026-11-02', '2026-11-09')).toHaveLength(1);
  });

  it('stay at the same time on the wall when the clock is put forward and back', () => {
    expect(open('06:00-22:00', '2026-03-28', '2026-03-30')).toEqual([
      '03-28T05:00 03-28T21:00',
      '03-29T04:00 03-29T20:00',
    ]);
    expect(open('06:00-22:00', '2026-10-24', '2026-10-26')).toEqual([
      '10-24T04:00 10-24T20:00',
      '10-25T05:00 10-25T21:00',
    ]);
  });

  it('lose and win the hour of the change when it lies within them', () => {
    const hours = (text: string, date: string, next: string): number => {
      const parsed = parseOpeningHours(text);
      return parsed.ok
        ? lengthOf(openSpans(parsed.value, BERLIN, { start: day(date), end: day(next) })) / 3_600_000
        : NaN;
    };
    expect(hours('00:00-06:00', '2026-03-29', '2026-03-30')).toBe(5);
    expect(hours('00:00-06:00', '2026-10-25', '2026-10-26')).toBe(7);
    // Until the second 02:30, from the first.
    expect(hours('00:00-02:30', '2026-10-25', '2026-10-26')).toBe(3.5);
    expect(hours('02:30-06:00', '2026-10-25', '2026-10-26')).toBe(4.5);
  });

  it.each([
    ['', 'no hours'],
    ['Mo-Fr', 'no stretch of time'],
    ['Xy 06:00-22:00', '`Xy` is no day'],
    ['PH off', '`PH` is no day'],
    ['Mo 6-22', '`6-22` is no stretch'],
    ['Mo 06:75-22:00', 'no time of day'],
    ['Mo 25:00-26:00', 'no time of day'],
    ['sunrise-sunset', 'no day'],
  ])('refuse %j and say how to write it', (text, problem) => {
    const parsed = parseOpeningHours(text);
    expect(parsed.ok ? '' : parsed.error).toContain(problem);
    expect(parsed.ok ? '' : parsed.error).toContain('Mo-Fr 06:00-22:00');
  });
});

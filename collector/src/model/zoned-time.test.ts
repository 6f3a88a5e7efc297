import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantAt, localTime } from './zoned-time.ts';

const at = (zone: string, date: string, minutes: number, pick?: 'earlier' | 'later'): string => {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  return new Date(instantAt(zone, { year, month, day }, minutes, pick)).toISOString();
};

describe('the clock on the wall', () => {
  it('knows midnight in winter and in summer', () => {
    expect(at('Europe/Berlin', '2026-01-15', 0)).toBe('2026-01-14T23:00:00.000Z');
    expect(at('Europe/Berlin', '2026-07-15', 0)).toBe('2026-07-14T22:00:00.000Z');
    expect(at('America/Los_Angeles', '2026-07-15', 0)).toBe('2026-07-15T07:00:00.000Z');
    expect(at('Asia/Kathmandu', '2026-07-15', 0)).toBe('2026-07-14T18:15:00.000Z');
  });

  it('moves a time that the clock jumps over past the jump', () => {
    expect(at('Europe/Berlin', '2026-03-29', 150)).toBe('2026-03-29T01:30:00.000Z');
    expect(localTime('Europe/Berlin', Date.parse('2026-03-29T01:30:00Z'))).toMatchObject({
      hour: 3,
      minute: 30,
    });
  });

  it('tells the two times apart that the clock shows twice', () => {
    expect(at('Europe/Berlin', '2026-10-25', 150)).toBe('2026-10-25T00:30:00.000Z');
    expect(at('Europe/Berlin', '2026-10-25', 150, 'later')).toBe('2026-10-25T01:30:00.000Z');
  });

  it('knows days of 23, 25 and 23½ hours', () => {
    const hours = (zone: string, date: string): number =>
      (Date.parse(at(zone, date, 1_440)) - Date.parse(at(zone, date, 0))) / 3_600_000;
    expect(hours('Europe/Berlin', '2026-03-29')).toBe(23);
    expect(hours('Europe/Berlin', '2026-10-25')).toBe(25);
    expect(hours('Australia/Lord_Howe', '2026-10-04')).toBe(23.5);
  });

  it('knows a midnight that the clock jumps over', () => {
    expect(
      localTime('America/Santiago', instantAt('America/Santiago', { year: 2026, month: 9, day: 6 })),
    ).toMatchObject({
      day: 6,
      hour: 1,
    });
  });

  it('lets months and days run on', () => {
    expect(at('UTC', '2026-13-01', 0)).toBe('2027-01-01T00:00:00.000Z');
    expect(at('UTC', '2026-0-31', 0)).toBe('2025-12-31T00:00:00.000Z');
  });

  it('shows what it was asked for, wherever the clock shows it at all', () => {
    const zones = fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata');
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 729 }),
        fc.integer({ min: 0, max: 1_439 }),
        (zone, day, minutes) => {
          const shown = localTime(zone, instantAt(zone, { year: 2025, month: 1, day: 1 + day }, minutes));
          const jumped = shown.hour * 60 + shown.minute - minutes;
          expect([0, 30, 60]).toContain(jumped);
        },
      ),
      { numRuns: 300 },
    );
  });
});

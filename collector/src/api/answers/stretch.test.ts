import { describe, expect, it } from '@jest/globals';
import { readStretch, written, type WrittenStretch } from './stretch.ts';

const read = (stretch: WrittenStretch) => {
  const found = readStretch(stretch);
  return found.ok
    ? [written(found.value.current), found.value.previous && written(found.value.previous)]
    : found.error.code;
};

describe('a stretch of time', () => {
  it('of a calendar is cut on the clock of its zone, summer time and all, and so is the one before', () => {
    expect(read({ period: '2026-11', time_zone: 'America/Los_Angeles' })).toEqual([
      { from: '2026-11-01T07:00:00.000Z', to: '2026-12-01T08:00:00.000Z' },
      { from: '2026-10-01T07:00:00.000Z', to: '2026-11-01T07:00:00.000Z' },
    ]);
    expect(read({ period: '2026-10-25', time_zone: 'Europe/Berlin' })).toEqual([
      { from: '2026-10-24T22:00:00.000Z', to: '2026-10-25T23:00:00.000Z' },
      { from: '2026-10-23T22:00:00.000Z', to: '2026-10-24T22:00:00.000Z' },
    ]);
  });

  it.each([
    ['2026', '2026-01-01', '2027-01-01', '2025-01-01'],
    ['2026-Q1', '2026-01-01', '2026-04-01', '2025-10-01'],
    ['2026Q4', '2026-10-01', '2027-01-01', '2026-07-01'],
    ['2024-02-29', '2024-02-29', '2024-03-01', '2024-02-28'],
  ])('%s begins and ends where its name says', (period, from, to, before) => {
    const midnight = (day: string): string => `${day}T00:00:00.000Z`;
    expect(read({ period })).toEqual([
      { from: midnight(from), to: midnight(to) },
      { from: midnight(before), to: midnight(from) },
    ]);
  });

  it('of two moments has one before it, as long; of one moment or none it has none', () => {
    expect(read({ from: '2026-11-03T00:00:00Z', to: '2026-11-03T06:00:00+02:00' })).toEqual([
      { from: '2026-11-03T00:00:00.000Z', to: '2026-11-03T04:00:00.000Z' },
      { from: '2026-11-02T20:00:00.000Z', to: '2026-11-03T00:00:00.000Z' },
    ]);
    expect(read({ to: '2026-11-03T00:00:00Z' })).toEqual([
      { from: null, to: '2026-11-03T00:00:00.000Z' },
      null,
    ]);
    expect(read({})).toEqual([{ from: null, to: null }, null]);
  });

  it.each<WrittenStretch>([
    { period: '2026-02-30' },
    { period: '2026-Q5' },
    { period: '2026', time_zone: 'Nowhere/Town' },
    { from: '2026-11-03' },
    { from: '2026-11-03T00:00:00' },
    { from: '2026-13-03T00:00:00Z' },
    { from: '2026-11-03T00:00:00Z', to: '2026-11-03T00:00:00Z' },
  ])('that makes no sense is refused: %j', (stretch) => {
    expect(read(stretch)).toBe('invalid_period');
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTime } from './time.ts';

const TEN = Date.UTC(2026, 10, 1, 10);

describe('parseTime', () => {
  it.each([
    ['2026-11-01T10-00-00Z', 0],
    ['2026-11-01T10:00:00Z', 0],
    ['2026-11-01T10:00:00z', 0],
    ['2026-11-01T10:00:00', 0],
    ['2026-11-01 10:00:00Z', 0],
    [' 2026-11-01T10:00:00Z ', 0],
    ['2026-11-01T12:00:00+02:00', 0],
    ['2026-11-01T04:30:00-0530', 0],
    ['2026-11-01T11:00:00+01', 0],
    ['2026-11-01T10:00:00.5Z', 500],
    ['2026-11-01T10:00:00.123456789Z', 123],
    ['2026-11-01T10:00:00,25Z', 250],
    ['2026-11-01T10:00:00.999', 999],
    ['2026-11-01T09:59:60Z', 0],
  ])('reads %s', (text, milliseconds) => {
    expect(parseTime(text)).toBe(TEN + milliseconds);
  });

  it.each([
    '',
    'yesterday',
    '2026-11-01',
    '2026-13-01T10:00:00Z',
    '2026-02-29T10:00:00Z',
    '2026-11-31T10:00:00Z',
    '2026-11-00T10:00:00Z',
    '2026-11-01T24:00:00Z',
    '2026-11-01T10:60:00Z',
    '2026-11-01T10:00:61Z',
    '2026-11-01T10:00:00.Z',
    '2026-11-01T10:00:00+2:00',
    '2026-11-01T10:00:00+25:00',
    '2026-11-01T10:00:00 Europe/Berlin',
    `2026-11-01T10:00:00.${'0'.repeat(60)}Z`,
  ])('refuses %p', (text) => {
    expect(parseTime(text)).toBeNull();
  });

  it('refuses what is no text', () => {
    expect(parseTime(1793527200000)).toBeNull();
    expect(parseTime(undefined)).toBeNull();
  });

  it('agrees with Date on every moment from year 0 to 9999', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseTime(date.toISOString())).toBe(date.getTime());
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('gives a number or null for any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const time = parseTime(text);
        expect(time === null || Number.isFinite(time)).toBe(true);
      }),
    );
  });
});

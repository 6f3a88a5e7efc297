import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../../../model/arrival.ts';
import { LogClock } from './log-clock.ts';
import { TimeOrder } from './time-order.ts';
import { isTimeZone } from './time-zone.ts';

const iso = (text: string, zone?: string): string | undefined => {
  const at = new LogClock(zone).parse(text);
  return at === null ? undefined : new Date(at).toISOString();
};

describe('times of logs', () => {
  it.each([
    ['2026-11-01T10:00:00.123Z', '2026-11-01T10:00:00.123Z'],
    ['2026-11-01 10:00:00,123456', '2026-11-01T10:00:00.123Z'],
    ['2026-11-01T10:00:00:7', '2026-11-01T10:00:00.700Z'],
    ['2026/11/01 10:00', '2026-11-01T10:00:00.000Z'],
    ['2026-11-01 10:00:00+02', '2026-11-01T08:00:00.000Z'],
    ['2026-11-01T10:00:00-0530', '2026-11-01T15:30:00.000Z'],
    ['2026-11-01 10:00:00 UTC', '2026-11-01T10:00:00.000Z'],
    ['01.11.2026 10:00:00', '2026-11-01T10:00:00.000Z'],
    ['13/05/2026, 10:00:00', '2026-05-13T10:00:00.000Z'],
    ['05/13/2026 10:00:00', '2026-05-13T10:00:00.000Z'],
    ['5/13/2026 9:05:00 PM', '2026-05-13T21:05:00.000Z'],
    ['5/13/2026, 12:05:00 a.m.', '2026-05-13T00:05:00.000Z'],
    ['2026-11-01 12:00:00 PM +01:00', '2026-11-01T11:00:00.000Z'],
    ['1793527200', '2026-11-01T10:00:00.000Z'],
    ['1793527200.5', '2026-11-01T10:00:00.500Z'],
    ['1793527200123', '2026-11-01T10:00:00.123Z'],
    ['1793527200123456', '2026-11-01T10:00:00.123Z'],
    ['1793527200123456789', '2026-11-01T10:00:00.123Z'],
  ])('%s is %s', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it.each(['04/05/2026 10:00:00', '2026-02-30 10:00:00', '2026-11-01 25:00:00', '10:00:00', 'now', ''])(
    '%s is none',
    (text) => {
      expect(iso(text)).toBe(undefined);
    },
  );

  it('with AM or PM have twelve hours', () => {
    expect(iso('5/13/2026 13:05:00 PM')).toBe(undefined);
    expect(iso('5/13/2026 0:05:00 AM')).toBe(undefined);
  });

  it('without a year are of the one that a frame of the first lines names, and run on over its end', () => {
    const clock = new LogClock('UTC', [
      'Dec 31 23:59:58 CS-1 > [2,"1","A",{"timestamp":"2026-12-31T23:59:58Z"}]',
    ]);
    const times = ['Dec 31 23:59:58', 'Jan  1 00:00:02', 'Jan 01 07:00:00', 'Dec 31 23:59:59'].map((text) =>
      clock.parse(text),
    );
    expect(times.map((at) => new Date(at ?? NaN).toISOString().slice(0, 19))).toEqual([
      '2026-12-31T23:59:58',
      '2027-01-01T00:00:02',
      '2027-01-01T07:00:00',
      '2026-12-31T23:59:59',
    ]);
    expect(new LogClock().parse('Nov  1 10:00:00')).toBe(null);
  });

  it('count in the zone of the log, in summer and in winter', () => {
    expect(iso('2026-07-01 12:00:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z');
    expect(iso('2026-12-01 12:00:00', 'Europe/Berlin')).toBe('2026-12-01T11:00:00.000Z');
    expect(iso('2026-12-01T12:00:00Z', 'Europe/Berlin')).toBe('2026-12-01T12:00:00.000Z');
    expect(iso('2026-03-29 02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('run on through the hour that comes twice', () => {
    const clock = new LogClock('Europe/Berlin');
    const times = ['01:59', '02:30', '02:59', '02:01', '02:30', '03:00'].map((time) =>
      clock.parse(`2026-10-25 ${time}:00`),
    );
    expect(times).toEqual([...times].sort((one, other) => (one ?? 0) - (other ?? 0)));
    expect(new Date(times[4] ?? NaN).toISOString()).toBe('2026-10-25T01:30:00.000Z');
  });

  it('have zones of the IANA database only', () => {
    expect(['Europe/Berlin', 'UTC', 'America/New_York', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('TimeOrder', () => {
  const tick = (receivedAt: number, reader = 0): Arrival => ({ kind: 'collection', receivedAt, reader });
  const all = (order: TimeOrder, arrivals: readonly Arrival[]): Arrival[] => [
    ...arrivals.flatMap((arrival) => order.add([arrival])),
    ...[...order.end([])].flat(),
  ];

  it('puts what is grouped in order and leaves equal times as they came', () => {
    const given = [tick(1), tick(3, 1), tick(3, 2), tick(1, 3), tick(2)];
    expect(all(new TimeOrder(), given)).toEqual([tick(1), tick(1, 3), tick(2), tick(3, 1), tick(3, 2)]);
  });

  it('turns round what is newest first, equal times included', () => {
    expect(all(new TimeOrder(), [tick(3), tick(2, 2), tick(2, 1), tick(1)])).toEqual([
      tick(1),
      tick(2, 1),
      tick(2, 2),
      tick(3),
    ]);
  });

  it('loses nothing of a table that is longer than what it holds', () => {
    const given = Array.from({ length: 1_000 }, (_, index) => tick((index * 7_919) % 1_000));
    const order = new TimeOrder(100);
    expect(all(order, given)).toHaveLength(1_000);
    expect(order.held).toBe(0);
  });
});

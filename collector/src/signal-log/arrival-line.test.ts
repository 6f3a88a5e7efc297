import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Arrival } from '../model/arrival.ts';
import { decodeArrival, encodeArrival } from './arrival-line.ts';
import { formatReceivedAt, parseReceivedAt } from './received-at.ts';

const line = (fields: object): string =>
  JSON.stringify({ receivedAt: '2026-11-01T10:00:00.000Z', station: 'CS-1', ...fields });

describe('decodeArrival', () => {
  it('gives back whatever frame was encoded', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.integer({ min: 0, max: 4e12 }), (payload, receivedAt) => {
        const frame: unknown = JSON.parse(JSON.stringify(payload));
        const arrival = {
          kind: 'frame',
          receivedAt,
          station: 'CS-1',
          direction: 'from_station',
          frame,
        } as const;
        expect(
          decodeArrival(encodeArrival({ ...arrival, frame: Array.isArray(frame) ? frame : null })),
        ).toEqual(arrival);
      }),
    );
  });

  it('never throws, whatever the line', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => decodeArrival(text) !== undefined));
  });

  it.each([
    ['not_json', 'garbage'],
    ['not_an_object', '[2,"1","Authorize",{}]'],
    ['bad_time', '{"station":"CS-1","event":"connect"}'],
    ['bad_time', line({ receivedAt: 'yesterday', event: 'connect' })],
    ['bad_station', line({ station: '', event: 'connect' })],
    ['bad_station', line({ station: 'CS\n1', event: 'connect' })],
    ['bad_station', line({ station: 'x'.repeat(256), event: 'connect' })],
    ['bad_direction', line({ direction: 'up', frame: [] })],
    ['bad_event', line({ event: 'reboot' })],
    ['missing_frame', line({ direction: 'from_station' })],
    ['unknown_shape', line({})],
  ])('tells %s of %s', (problem, text) => {
    expect(decodeArrival(text)).toBe(problem);
  });

  it.each(['', '  \r', '{"commit":{"crc32":1,"synced":0}}', '{"journal":{"version":1}}'])(
    'finds nothing to tell in %j',
    (text) => {
      expect(decodeArrival(text)).toBeNull();
    },
  );

  it('parses a frame that was written as text and notes its length', () => {
    const text = '[2,"1","Heartbeat",{}]';
    const expected: Partial<Arrival> = { frame: [2, '1', 'Heartbeat', {}], bytes: text.length };
    expect(decodeArrival(line({ direction: 'from_station', frame: text }))).toMatchObject(expected);
  });

  it.each(['[2,"1",', '{}', { a: 1 }, 7, null])('takes %j for an unreadable frame', (frame) => {
    expect(decodeArrival(line({ direction: 'from_station', frame }))).toMatchObject({
      kind: 'frame',
      frame: null,
    });
  });
});

describe('parseReceivedAt', () => {
  const tenUtc = Date.UTC(2026, 10, 1, 10);

  it.each([
    '2026-11-01T10:00:00.000Z',
    '2026-11-01T10:00:00Z',
    '2026-11-01 10:00:00',
    '2026-11-01T10:00Z',
    '2026-11-01T12:00:00.000+02:00',
    '2026-11-01T12:00:00+0200',
    '2026-11-01T05:00:00.000000-05',
    tenUtc,
  ])('reads %s', (value) => {
    expect(parseReceivedAt(value)).toBe(tenUtc);
  });

  it.each([
    '2026-13-01T10:00:00.000Z',
    '2026-11-01T25:00:00.000Z',
    'x026-11-01T10:00:00.000Z',
    '10',
    '',
    NaN,
    -1,
    1e300,
    null,
    {},
  ])('refuses %s', (value) => {
    expect(parseReceivedAt(value)).toBeNull();
  });

  it('reads every time that it wrote', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (time) =>
        expect(parseReceivedAt(formatReceivedAt(time))).toBe(time),
      ),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Arrival } from '../../../model/arrival.ts';
import type { LogProblem } from '../log-problem.ts';
import type { FormatSettings } from './format.ts';
import { plain } from './plain.ts';

const AT = Date.UTC(2026, 10, 1, 10, 0, 0, 123);
const CALL = '[2,"1","Heartbeat",{}]';
const COMMAND = '[2,"2","Reset",{"type":"Soft"}]';
const OPEN_CALL = '[2,"3","DataTransfer",{"vendorId":"V"}]';

const decodeAll = (lines: readonly string[], settings: FormatSettings = {}): (Arrival | LogProblem)[] => {
  const decoder = plain.open(settings, lines);
  return [...lines.map((line) => decoder.decode(line)), decoder.end()].flatMap((decoded) => decoded ?? []);
};

const one = (line: string, settings: FormatSettings = {}): Arrival | LogProblem | undefined =>
  decodeAll([line], settings)[0];

describe('a plain line', () => {
  it.each([
    `2026-11-01T10:00:00.123Z CS-1 > ${CALL}`,
    `2026-11-01 10:00:00,123 [CS-1] >> ${CALL}`,
    `2026-11-01 11:00:00.123+01:00 CS-1 -> ${CALL}`,
    `2026/11/01 10:00:00.123 INFO CS-1: recv ${CALL}`,
    `[2026-11-01T10:00:00:123] <- CS-1 ${CALL}`,
    `[2026-11-01T10:00:00.123Z] [INFO] [CS-1] [RECV] ${CALL}`,
    `2026-11-01T10:00:00.123Z RECV CS-1 ${CALL}`,
    `2026-11-01T10:00:00.123Z << CS-1: ${CALL}`,
    `2026-11-01T10:00:00.123Z received from CS-1: ${CALL}`,
    `2026-11-01T10:00:00.123Z CS-1 → CSMS ${CALL}`,
    `2026-11-01T10:00:00.123Z station=CS-1 direction=in msg=${CALL}`,
    `2026-11-01T10:00:00.123Z DEBUG com.acme.ocpp.Server (thread-1) chargeBoxId: CS-1 in: ${CALL}`,
    `1793527200123 CS-1 IN ${CALL}`,
    `1793527200.123 | CS-1 | < | ${CALL}`,
    `01.11.2026 10:00:00.123 CS-1 ${CALL}`,
    `${CALL} CS-1 2026-11-01T10:00:00.123Z`,
    `2026-11-01T10:00:00.123Z ws://csms.example/ocpp/CS-1 recv ${CALL}`,
    `2026-11-01T10:00:00.123Z app[12]: level=info msg="message from charger CS-1" bytes=12 frame=${CALL}`,
    `2026-11-01T10:00:00.123Z "CS-1" recv "${CALL.replaceAll('"', '\\"')}"`,
  ])('tells time, station and direction: %s', (line) => {
    expect(one(line)).toEqual({
      kind: 'frame',
      receivedAt: AT,
      station: 'CS-1',
      direction: 'from_station',
      frame: [2, '1', 'Heartbeat', {}],
    });
  });

  it.each([
    [`CS-1 > ${OPEN_CALL}`, 'from_station'],
    [`CS-1 < ${OPEN_CALL}`, 'to_station'],
    [`> CS-1 ${OPEN_CALL}`, 'to_station'],
    [`< CS-1 ${OPEN_CALL}`, 'from_station'],
    [`CS-1 recv ${OPEN_CALL}`, 'from_station'],
    [`CS-1 send ${OPEN_CALL}`, 'to_station'],
    [`sent to CS-1: ${OPEN_CALL}`, 'to_station'],
    [`CS-1 ${COMMAND}`, 'to_station'],
    [`CS-1 > ${COMMAND}`, 'to_station'],
  ])('whose action both peers may send goes by its words: %s', (text, direction) => {
    expect(one(`2026-11-01T10:00:00Z ${text}`)).toMatchObject({ direction });
  });

  it('turns a log round that proves to be the station’s own', () => {
    const lines = ['sent [2,"1","Heartbeat",{}]', 'received [3,"9",{}]', `sent ${OPEN_CALL}`];
    const decoded = decodeAll(
      lines.map((line) => `2026-11-01T10:00:00Z ${line}`),
      { station: 'CS-1' },
    );
    expect(decoded).toMatchObject([
      { direction: 'from_station' },
      { direction: 'to_station' },
      { direction: 'from_station' },
    ]);
  });

  it('whose time stands on the line before takes station and direction from there, too', () => {
    const [own, frame] = decodeAll([`2026-11-01T10:00:00.123Z CS-1 SENT`, OPEN_CALL]);
    expect(own).toBe('no_frame');
    expect(frame).toMatchObject({ receivedAt: AT, station: 'CS-1', direction: 'to_station' });
    expect(decodeAll([`2026-11-01T10:00:00.123Z CS-1 SENT`, CALL, CALL])).toMatchObject([
      'no_frame',
      { receivedAt: AT },
      'bad_time',
    ]);
  });

  it('of syslog takes its year from the frames', () => {
    const dated = '[2,"1","StatusNotification",{"timestamp":"2026-11-01T10:00:00Z"}]';
    const lines = [
      `Nov  1 10:00:00 host cpms[12]: CS-1 > ${CALL}`,
      `Nov  1 10:00:01 host cpms[12]: CS-1 > ${dated}`,
    ];
    expect(decodeAll(lines)).toMatchObject([
      { receivedAt: Date.UTC(2026, 10, 1, 10), station: 'CS-1' },
      { receivedAt: Date.UTC(2026, 10, 1, 10, 0, 1), station: 'CS-1' },
    ]);
  });

  it('goes against its call where it is an answer, and is counted where nothing tells', () => {
    const lines = [CALL, '[3,"1",{}]', COMMAND, '[3,"2",{}]', '[3,"7",{}]'];
    const decoded = decodeAll(lines.map((line) => `2026-11-01T10:00:00Z CS-1 ${line}`));
    expect(
      decoded.map((arrival) =>
        typeof arrival === 'string' ? arrival : 'direction' in arrival && arrival.direction,
      ),
    ).toEqual(['from_station', 'to_station', 'to_station', 'from_station', 'bad_direction']);
  });

  it('takes the station that the user names before one that it guesses, and the file’s only where there is none', () => {
    const line = `2026-11-01T10:00:00Z CS-9 > ${CALL}`;
    expect(one(line, { station: 'CS-1' })).toMatchObject({ station: 'CS-1' });
    expect(one(line, { fileStation: 'CS-1' })).toMatchObject({ station: 'CS-9' });
    expect(one(`2026-11-01T10:00:00Z > ${CALL}`, { fileStation: 'CS-1' })).toMatchObject({ station: 'CS-1' });
    expect(one(`2026-11-01T10:00:00Z > ${CALL}`)).toBe('bad_station');
  });

  it.each([
    [`CS-1 > ${CALL}`, 'bad_time'],
    [`03/04/2026 10:00:00 CS-1 > ${CALL}`, 'bad_time'],
    [`2026-02-30 10:00:00 CS-1 > ${CALL}`, 'bad_time'],
    ['2026-11-01T10:00:00Z CS-1 connected', 'no_frame'],
    ['Caused by: something', 'unknown_shape'],
  ])('that cannot be used is counted: %s', (line, problem) => {
    expect(one(line)).toBe(problem);
  });

  it('with a broken frame is an unreadable message of its station', () => {
    expect(one('2026-11-01T10:00:00Z CS-1 > [2,"1","Heartbeat",{bad}]')).toMatchObject({ frame: null });
    const cut = decodeAll([
      '2026-11-01T10:00:00Z CS-1 recv [2,"1","BootNotification",{"chargePoint',
      `2026-11-01T10:00:01Z CS-1 recv ${CALL}`,
    ]);
    expect(cut).toMatchObject([{ frame: null }, { frame: [2, '1', 'Heartbeat', {}] }]);
  });

  it('holds no frame back for ever', () => {
    const lines = Array.from({ length: 6_000 }, () => 'x');
    const decoder = plain.open({}, []);
    decoder.decode('2026-11-01T10:00:00Z CS-1 > [2,"1","A",{"a":"');
    const decoded = lines.flatMap((line) => decoder.decode(line) ?? []);
    expect(decoded[0]).toMatchObject({ frame: null });
    expect(decoder.pending).toBe(0);
  });

  it('never makes the decoder throw, nor slow', () => {
    const pieces = [
      '[2,"1",',
      '"',
      '\\',
      '{',
      '}',
      ']',
      '[',
      '2026-11-01T10:00:00Z',
      ' CS-1 ',
      '>',
      '\u0000',
      'a-',
      '=',
      '😀',
    ];
    const line = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string())).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        decodeAll(lines);
      }),
    );
    const began = performance.now();
    for (const piece of ['a-', '[2,"', '[ ', 'chargeBoxId=', '"', '[2,"1","A",{"a":"\\'])
      decodeAll([piece.repeat(500_000), `2026-11-01T10:00:00Z CS-1 ${piece.repeat(500_000)}`]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

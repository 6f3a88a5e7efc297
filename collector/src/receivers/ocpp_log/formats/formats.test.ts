import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../../../model/arrival.ts';
import { LineTally } from '../line-tally.ts';
import { readArrivals, type ReadArrivalsSettings } from '../read-arrivals.ts';
import { FORMAT_NAMES, type FormatName } from './format.ts';
import { detectFormat, formatOf } from './index.ts';

const directory = join(import.meta.dirname, '..', 'testdata', 'formats');
const FIXTURES = readdirSync(directory);

/** The format is what a fixture's name begins with: `plain-octt.log`. */
const formatNamed = (fixture: string): FormatName => {
  const name = fixture.replace(/[-.].*$/, '');
  const format = FORMAT_NAMES.find((one) => one === name);
  if (format === undefined) throw new Error(fixture);
  return format;
};

const read = async (
  fixture: string,
  settings: Partial<ReadArrivalsSettings> = {},
): Promise<{ arrivals: Arrival[]; tally: LineTally }> => {
  const arrivals: Arrival[] = [];
  const tally = new LineTally();
  const result = await readArrivals(
    join(directory, fixture),
    (more) => {
      arrivals.push(...more);
    },
    { redact: (frame) => frame, tally, ...settings },
  );
  expect(result.ok).toBe(true);
  return { arrivals, tally };
};

const LOCAL = new Set<string>(['steve', 'home_assistant', 'evcc', 'csv']);
const WHOLE_SECONDS = new Set<string>(['evcc', 'inl']);

/** The conversation that every fixture holds, as the collector's own format has it. */
const conversation = async (wholeSeconds: boolean): Promise<unknown[]> =>
  (await read('jsonl.jsonl')).arrivals.map((arrival) => ({
    ...arrival,
    receivedAt: wholeSeconds ? Math.floor(arrival.receivedAt / 1_000) * 1_000 : arrival.receivedAt,
  }));

const frames = (arrivals: readonly Arrival[]): readonly Arrival[] =>
  arrivals.filter(({ kind }) => kind === 'frame');

describe('every format', () => {
  it('has a fixture', () => {
    expect(new Set(FIXTURES.map(formatNamed))).toEqual(new Set(FORMAT_NAMES));
  });

  it.each(FIXTURES)('tells %s by its first lines, and takes it for nothing else as readily', (fixture) => {
    const text = readFileSync(join(directory, fixture), 'utf8').replace(/^\ufeff/, '');
    const lines = fixture === 'citrineos.json' ? [JSON.stringify(JSON.parse(text)[0])] : text.split(/\r?\n/);
    const own = formatNamed(fixture);
    const confidence = Object.fromEntries(FORMAT_NAMES.map((name) => [name, formatOf(name).detect(lines)]));
    const others = Object.entries(confidence).filter(([name]) => name !== own);
    expect(confidence[own]).toBeGreaterThan(Math.max(...others.map(([, value]) => value)));
    // Text formats never take one another's lines for their own.
    for (const [name, value] of others) {
      if (!['plain', 'csv', 'json'].includes(name)) expect([name, value]).toEqual([name, 0]);
    }
  });

  it.each(FIXTURES)('gives the same conversation from %s', async (fixture) => {
    const format = formatNamed(fixture);
    const unnamed = fixture === 'plain-octt.log' || fixture === 'plain-alfen.log';
    const { arrivals, tally } = await read(fixture, {
      ...(LOCAL.has(format) && { zone: 'Europe/Berlin' }),
      ...(unnamed && { station: 'CS-1' }),
    });
    expect(tally.format).toBe(format);
    const expected = await conversation(WHOLE_SECONDS.has(format));
    if (format === 'inl') {
      const ofStation = (station: string): unknown[] =>
        arrivals.flatMap((arrival) =>
          'station' in arrival && arrival.station === station ? [{ ...arrival, station: 'CS-1' }] : [],
        );
      expect(ofStation('0')).toEqual(expected);
      expect(ofStation('1')).toEqual(expected);
      expect(arrivals).toHaveLength(2 * expected.length);
    } else expect(frames(arrivals)).toEqual(expected);
  });

  it.each(FIXTURES)(
    'reads %s with CRLF, a byte order mark, and without its last line break',
    async (fixture) => {
      const bytes = readFileSync(join(directory, fixture), 'utf8').replace(/^\ufeff/, '');
      const text = `\ufeff${bytes.replaceAll('\r\n', '\n').trimEnd().replaceAll('\n', '\r\n')}`;
      const arrivals: Arrival[] = [];
      const settings = { station: 'CS-1', redact: (frame: readonly unknown[]) => frame };
      const cut = Math.floor(text.length / 2);
      const stdin = (async function* (): AsyncGenerator<Uint8Array> {
        yield Buffer.from(text.slice(0, cut));
        yield Buffer.from(text.slice(cut));
      })();
      const tally = new LineTally();
      await readArrivals('-', (more) => void arrivals.push(...more), { ...settings, tally, stdin });
      expect(tally.format).toBe(formatNamed(fixture));
      expect(arrivals).toEqual((await read(fixture, { station: 'CS-1' })).arrivals);
    },
  );

  it('counts what carries no frame, with the line it is first on', async () => {
    expect((await read('steve.log')).tally.problems()).toEqual([
      { problem: 'no_frame', count: 2, firstLine: 1 },
      { problem: 'unknown_shape', count: 1, firstLine: 21 },
    ]);
    expect((await read('evcc.log')).tally.problems()).toEqual([
      { problem: 'no_frame', count: 2, firstLine: 1 },
    ]);
    expect((await read('plain-octt.log')).tally.problems()).toEqual([
      { problem: 'no_frame', count: 32, firstLine: 4 },
      { problem: 'unknown_shape', count: 3, firstLine: 1 },
    ]);
  });

  it('reads when a connection was made and lost', async () => {
    const zone = 'Europe/Berlin';
    const ofSteve = (await read('steve.log', { zone })).arrivals.filter(({ kind }) => kind === 'connection');
    expect(ofSteve).toEqual([
      expect.objectContaining({
        event: 'connect',
        station: 'CS-1',
        receivedAt: Date.UTC(2026, 10, 1, 9, 59, 59),
      }),
      expect.objectContaining({ event: 'disconnect', station: 'CS-1', code: 1006 }),
    ]);
    expect((await read('evcc.log')).arrivals[0]).toMatchObject({ kind: 'connection', event: 'connect' });
  });

  it('names the station after the file where nothing else does', async () => {
    const { arrivals } = await read('plain-octt.log');
    expect(new Set(arrivals.map((arrival) => ('station' in arrival ? arrival.station : '')))).toEqual(
      new Set(['plain-octt']),
    );
  });
});

describe('the first lines of a log', () => {
  it.each(['[chargeBoxId=', '[chargeBoxId=a, sessionId=', 'ocpp: ', 'ocpp: x: ', '[ocpp ', 'a.b=', '[2,"'])(
    'that a charger has filled with `%s` are told apart at once',
    (text) => {
      const line = `2026-11-01T10:00:00Z CS-1 > ${text.repeat(Math.ceil(500_000 / text.length))}[2,"1","Heartbeat",{}]`;
      const began = performance.now();
      detectFormat([line, `${line} `], true);
      expect(performance.now() - began).toBeLessThan(3_000);
    },
  );
});

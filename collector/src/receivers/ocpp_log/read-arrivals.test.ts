import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Arrival } from '../../model/arrival.ts';
import { encodeArrival } from '../../signal-log/arrival-line.ts';
import { openFileJournal } from '../../signal-log/file-journal.ts';
import { ArrivalDecoder, type Redact } from './arrival-decoder.ts';
import { LineTally } from './line-tally.ts';
import { readArrivals, type ReadArrivalsSettings } from './read-arrivals.ts';

const mixed = join(import.meta.dirname, 'testdata', 'mixed.jsonl');
const asIs: Redact = (frame) => frame;

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'firstcharge-ocpp-log-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function readInto(
  path: string,
  settings: Partial<ReadArrivalsSettings> = {},
): Promise<{ arrivals: Arrival[]; tally: LineTally; ok: boolean; position: number }> {
  const arrivals: Arrival[] = [];
  const tally = new LineTally();
  let position = 0;
  const result = await readArrivals(
    path,
    (more, at) => {
      arrivals.push(...more);
      position = at;
    },
    { redact: asIs, tally, ...settings },
  );
  return { arrivals, tally, ok: result.ok, position };
}

describe('readArrivals', () => {
  it('delivers what can be read in the order of the lines and counts the rest by kind and first line', async () => {
    const { arrivals, tally } = await readInto(mixed);
    expect(arrivals.map(({ kind, receivedAt }) => [kind, receivedAt - 1_793_527_200_000])).toEqual([
      ['connection', 0],
      ['frame', 1_000],
      ['frame', 1_200],
      ['frame', 3_000],
      ['frame', 1_500],
      ['connection', 4_000],
    ]);
    expect(tally.problems()).toEqual([
      { problem: 'not_json', count: 2, firstLine: 4 },
      { problem: 'bad_direction', count: 1, firstLine: 6 },
    ]);
    expect(tally).toMatchObject({ lines: 10, arrivals: 6 });
  });

  it('hands every readable frame through redaction', async () => {
    const { arrivals } = await readInto(mixed, { redact: (frame) => [frame[0], 'redacted'] });
    expect(JSON.stringify(arrivals)).not.toContain('04AABBCC');
    expect(
      arrivals
        .filter(({ kind }) => kind === 'frame')
        .map((arrival) => ('frame' in arrival ? arrival.frame : 0)),
    ).toEqual([[2, 'redacted'], [3, 'redacted'], null, [2, 'redacted']]);
  });

  it('tells gzip by its first bytes, whatever the name', async () => {
    const path = join(directory, 'packed.jsonl');
    writeFileSync(path, gzipSync(readFileSync(mixed)));
    expect((await readInto(path)).arrivals).toEqual((await readInto(mixed)).arrivals);
  });

  it.each(['utf-16le', 'utf-16be'] as const)(
    'reads %s as Windows writes it, and goes on from a position',
    async (encoding) => {
      const lines = [1, 2, 3].map((receivedAt) => `${encodeArrival({ kind: 'tick', receivedAt })}\r\n`);
      const bytes = Buffer.from(`\ufeff${lines.join('')}`, 'utf16le');
      const path = join(directory, `${encoding}.jsonl`);
      writeFileSync(path, encoding === 'utf-16le' ? bytes : bytes.swap16());
      const whole = await readInto(path);
      expect(whole.arrivals.map(({ receivedAt }) => receivedAt)).toEqual([1, 2, 3]);
      expect(whole.tally.problems()).toEqual([]);
      const rest = await readInto(path, { onSource: () => lines[0]?.length ?? NaN });
      expect(rest.arrivals.map(({ receivedAt }) => receivedAt)).toEqual([2, 3]);
      const stream = await readInto('-', { stdin: Readable.from([bytes.subarray(0, 1), bytes.subarray(1)]) });
      expect(stream.arrivals).toEqual(whole.arrivals);
    },
  );

  it('keeps what came before the end of a gzip file that was cut off, and says that it failed', async () => {
    const path = join(directory, 'cut.gz');
    const line = `${encodeArrival({ kind: 'tick', receivedAt: 1 })}\n`;
    const packed = gzipSync(line.repeat(100_000), { level: 0 });
    writeFileSync(path, packed.subarray(0, packed.length - 100));
    const { ok, arrivals } = await readInto(path);
    expect(ok).toBe(false);
    expect(arrivals.length).toBeGreaterThan(20_000);
  });

  it.each([
    ['plain', (bytes: Buffer) => bytes],
    ['gzip', (bytes: Buffer) => gzipSync(bytes)],
  ])('reads %s standard input, however it is cut into pieces', async (_, pack) => {
    const bytes = pack(readFileSync(mixed));
    const pieces = Array.from({ length: Math.ceil(bytes.length / 7) }, (_unused, index) =>
      bytes.subarray(index * 7, index * 7 + 7),
    );
    const { arrivals } = await readInto('-', { stdin: Readable.from(pieces) });
    expect(arrivals).toEqual((await readInto(mixed)).arrivals);
  });

  it('reads a last line without line break and skips a byte order mark', async () => {
    const path = join(directory, 'unended.jsonl');
    const line = encodeArrival({ kind: 'tick', receivedAt: 1 });
    writeFileSync(path, `\ufeff${line}\r\n${line}`);
    expect((await readInto(path)).arrivals).toHaveLength(2);
  });

  it('goes on from a position in plain and in gzip files', async () => {
    const lines = [1, 2, 3].map((receivedAt) => `${encodeArrival({ kind: 'tick', receivedAt })}\n`);
    for (const [name, bytes] of [
      ['p.jsonl', Buffer.from(lines.join(''))],
      ['p.gz', gzipSync(lines.join(''))],
    ] as const) {
      const path = join(directory, name);
      writeFileSync(path, bytes);
      const { arrivals, position } = await readInto(path, { onSource: () => lines[0]?.length ?? NaN });
      expect(arrivals.map(({ receivedAt }) => receivedAt)).toEqual([2, 3]);
      expect(position).toBe(lines.join('').length);
    }
  });

  it('reports progress up to the size of the file', async () => {
    const seen: (number | null)[][] = [];
    await readInto(mixed, { onProgress: (read, total) => seen.push([read, total]) });
    const size = readFileSync(mixed).length;
    expect(seen.at(-1)).toEqual([size, size]);
  });

  it('fails with a sentence when there is no such file', async () => {
    const result = await readArrivals('/nonexistent.jsonl', () => undefined, {
      redact: asIs,
      tally: new LineTally(),
    });
    expect(result).toMatchObject({ ok: false, error: { kind: 'permanent' } });
  });

  it('reads a journal and finds nothing wrong with its marks', async () => {
    const opened = await openFileJournal({ directory: join(directory, 'journal') });
    if (!opened.ok) throw new Error(opened.error.message);
    const arrivals = (await readInto(mixed)).arrivals;
    await opened.value.append({ arrivals, position: { source: 'a', sequence: 1 } });
    await opened.value.close();
    const again = await readInto(join(directory, 'journal', '00000000000000000000.jsonl'));
    expect(again.arrivals).toEqual(arrivals);
    expect(again.tally.problems()).toEqual([]);
  });
});

describe('a log that is one JSON document', () => {
  const records = [1, 2, 3].map((receivedAt) => ({ receivedAt, station: 'CS-}]{"[', event: 'connect' }));
  const expected = records.map((record) => ({ kind: 'connection', ...record }));

  it.each([
    ['an array on one line', JSON.stringify(records)],
    ['an array over many lines', JSON.stringify(records, null, 2)],
    ['pretty-printed objects', records.map((record) => JSON.stringify(record, null, 2)).join('\n')],
  ])('is read when it is %s, wherever its bytes are cut', async (_, text) => {
    const bytes = Buffer.from(`\ufeff${text}`);
    for (const size of [1, 7, bytes.length]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_unused, index) =>
        bytes.subarray(index * size, (index + 1) * size),
      );
      const { arrivals, tally } = await readInto('-', { stdin: Readable.from(pieces) });
      expect(arrivals).toEqual(expected);
      expect(tally.problems()).toEqual([]);
    }
  });

  it('counts what is wrong by the line on which it ends, and goes on', async () => {
    const path = join(directory, 'array.json');
    writeFileSync(path, JSON.stringify([records[0], { receivedAt: 'x' }, records[2]], null, 2));
    const { arrivals, tally } = await readInto(path);
    expect(arrivals).toEqual([expected[0], expected[2]]);
    expect(tally.problems()).toEqual([{ problem: 'bad_time', count: 1, firstLine: 9 }]);
  });

  it('goes on from a position between records', async () => {
    const path = join(directory, 'whole.json');
    const text = JSON.stringify(records);
    writeFileSync(path, text);
    const behindFirst = text.indexOf('},{') + 1;
    const { arrivals, position } = await readInto(path, { onSource: () => behindFirst });
    expect(arrivals).toEqual(expected.slice(1));
    expect(position).toBe(text.length);
  });

  it('skips a record above the limit', async () => {
    const long = JSON.stringify([records[0], { long: 'x'.repeat(5_000) }, records[2]]);
    const { arrivals, tally } = await readInto('-', {
      stdin: Readable.from([Buffer.from(long)]),
      maxLineBytes: 1_000,
    });
    expect(arrivals).toEqual([expected[0], expected[2]]);
    expect(tally.problems()).toMatchObject([{ problem: 'too_long', count: 1 }]);
  });
});

describe('a log of another format', () => {
  const header = 'station,time,frame\n';
  const row = (second: number): string =>
    `CS-1,2026-11-01 10:00:0${second},"[2,""${second}"",""Heartbeat"",{}]"\n`;

  it('keeps its header in mind when it is read on from a position', async () => {
    const path = join(directory, 'table.csv');
    writeFileSync(path, header + row(1) + row(2));
    const { arrivals, tally, position } = await readInto(path, { onSource: () => (header + row(1)).length });
    expect(arrivals).toMatchObject([{ frame: [2, '2', 'Heartbeat', {}] }]);
    expect([tally.format, tally.problems()]).toEqual(['csv', []]);
    expect(position).toBe((header + row(1) + row(2)).length);
  });

  it('tells a position before a record that has not ended', async () => {
    const whole = '2026-11-01T10:00:00Z CS-1 recv [2,"1","Heartbeat",{}]\n';
    const tally = new LineTally();
    const decoder = new ArrivalDecoder({ redact: asIs, tally });
    expect(decoder.push(Buffer.from(whole))).toEqual([]);
    expect(decoder.consumed).toBe(0);
    const log = '2026-11-01 10:00:00 INFO (MainThread) [ocpp] CS-1: ';
    const sure = new ArrivalDecoder({ redact: asIs, tally, format: 'home_assistant' });
    const half = `${log}send [3,"1",{}]\n${log}receive message [2,"ä",\n{\n`;
    expect(sure.push(Buffer.from(half))).toHaveLength(1);
    expect(sure.consumed).toBe(`${log}send [3,"1",{}]\n`.length);
  });

  it('is what the user says it is', async () => {
    const stdin = (): Readable => Readable.from([Buffer.from('1793527200000;CS-1;[2,"1","Heartbeat",{}]\n')]);
    expect((await readInto('-', { stdin: stdin() })).tally.format).toBe('plain');
    const { tally } = await readInto('-', { stdin: stdin(), format: 'jsonl' });
    expect([tally.format, tally.problems()]).toEqual([
      'jsonl',
      [{ problem: 'not_json', count: 1, firstLine: 1 }],
    ]);
  });

  it('that nobody knows is the collector’s own, with every line counted', async () => {
    const stdin = Readable.from([Buffer.from('a\nb\n')]);
    expect((await readInto('-', { stdin })).tally).toMatchObject({ format: 'jsonl', lines: 2, arrivals: 0 });
  });
});

describe('a log with lines of two formats', () => {
  it('gives those of both, and counts only what is of neither', async () => {
    const path = join(directory, 'two-formats.log');
    const lines = [
      '{"receivedAt":"2026-11-01T10:00:00Z","station":"CS-1","direction":"from_station","frame":[2,"1","Heartbeat",{}]}',
      '2026-11-01T10:00:01Z CS-1 < [3,"1",{}]',
      '2026-11-01 10:00:02.000 INFO (MainThread) [ocpp] CS-1: receive message [2,"2","Heartbeat",{}]',
      'nothing of the kind',
    ];
    writeFileSync(path, lines.join('\n'));
    const { arrivals, tally } = await readInto(path);
    expect(arrivals).toMatchObject([
      { station: 'CS-1', direction: 'from_station', frame: [2, '1', 'Heartbeat', {}] },
      { station: 'CS-1', direction: 'to_station', frame: [3, '1', {}] },
      { station: 'CS-1', direction: 'from_station', frame: [2, '2', 'Heartbeat', {}] },
    ]);
    expect(tally.problems()).toEqual([{ problem: 'not_json', count: 1, firstLine: 4 }]);
  });
});

describe('ArrivalDecoder', () => {
  const connects = (count: number): Arrival[] =>
    Array.from({ length: count }, (_, receivedAt) => ({
      kind: 'connection',
      receivedAt,
      station: 'ä€😀',
      event: 'connect',
    }));

  it('gives the same arrivals and the same position wherever the bytes are cut', () => {
    const lines = connects(30).map((arrival) => `${encodeArrival(arrival)}\n`);
    const bytes = Buffer.from(lines.join(''));
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
        const decoder = new ArrivalDecoder({ redact: asIs, tally: new LineTally() });
        const bounds = [0, ...cuts.sort((one, other) => one - other), bytes.length];
        const arrivals = bounds.flatMap((from, index) =>
          decoder.push(Buffer.from(bytes.subarray(from, bounds[index + 1] ?? from))),
        );
        expect(arrivals).toEqual(connects(30));
        expect(decoder.consumed).toBe(bytes.length);
      }),
      { numRuns: 50 },
    );
  });

  it('skips lines above the limit without keeping them, and goes on behind', () => {
    const tally = new LineTally();
    const decoder = new ArrivalDecoder({ redact: asIs, tally, maxLineBytes: 1_000 });
    const tick = `${encodeArrival({ kind: 'tick', receivedAt: 1 })}\n`;
    const chunks = ['x'.repeat(600), 'x'.repeat(600), `x\n${tick}`, `${'y'.repeat(1_001)}\n${tick}`];
    expect(chunks.flatMap((chunk) => decoder.push(Buffer.from(chunk)))).toHaveLength(2);
    expect(tally.problems()).toEqual([{ problem: 'too_long', count: 2, firstLine: 1 }]);
    expect(decoder.consumed).toBe(chunks.join('').length);
  });
});

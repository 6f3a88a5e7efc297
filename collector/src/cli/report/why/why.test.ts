import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Command, CommanderError } from 'commander';
import type { Arrival, Direction } from '../../../model/arrival.ts';
import { exampleFailure } from '../../../ledger/examples.ts';
import { addReportCommand } from '../../report.ts';
import { FrameWindow } from './frame-window.ts';
import { readTarget } from './target.ts';
import { tellingFields } from './telling-fields.ts';

const BEGIN = Date.UTC(2026, 10, 1, 10);
const iso = (seconds: number): string => new Date(BEGIN + seconds * 1_000).toISOString();

const line = (seconds: number, direction: string, frame: unknown[]): string =>
  JSON.stringify({ receivedAt: iso(seconds), station: 'CS-1', direction, frame });

const call = (seconds: number, action: string, payload: object, answer: object): string[] => [
  line(seconds, 'from_station', [2, `${action}-${seconds}`, action, payload]),
  line(seconds + 0.2, 'to_station', [3, `${action}-${seconds}`, answer]),
];

const status = (seconds: number, value: string, more: object = {}): string[] =>
  call(
    seconds,
    'StatusNotification',
    { connectorId: 1, errorCode: 'NoError', status: value, timestamp: iso(seconds), ...more },
    {},
  );

/** A charge that breaks off in its handshake, from the given second on. */
const failure = (from: number): string[] => [
  ...status(from, 'Preparing'),
  ...call(from + 10, 'Authorize', { idTag: 'DRIVER-7' }, { idTagInfo: { status: 'Accepted' } }),
  ...call(
    from + 12,
    'StartTransaction',
    { connectorId: 1, idTag: 'DRIVER-7', meterStart: 0, timestamp: iso(from + 12) },
    { transactionId: 100 + from, idTagInfo: { status: 'Accepted' } },
  ),
  ...status(from + 20, 'Faulted', { errorCode: 'GroundFailure', info: 'driver DRIVER-7 called' }),
  ...call(
    from + 21,
    'StopTransaction',
    { transactionId: 100 + from, meterStop: 0, timestamp: iso(from + 21), reason: 'Other' },
    {},
  ),
  ...status(from + 60, 'Available'),
];

const LOG = [
  ...failure(0),
  ...call(500, 'Heartbeat', {}, {}),
  ...failure(3_600),
  ...call(9_000, 'Heartbeat', {}, {}),
];

let folder = '';
let log = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-why-'));
  log = join(folder, 'log.jsonl');
  writeFileSync(log, `${LOG.join('\n')}\n`);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = async (args: readonly string[]): Promise<{ code: number; out: string; errors: string }> => {
  const stdout = new PassThrough();
  const errors: string[] = [];
  const stderr = { isTTY: false, write: (text: string) => errors.push(text) };
  const program = new Command('firstcharge')
    .exitOverride()
    .configureOutput({ writeErr: (text) => errors.push(text) });
  addReportCommand(program, { stdout, stderr, stdin: PassThrough.from([]), env: {} });
  let code = 0;
  try {
    await program.parseAsync(['node', 'firstcharge', 'report', ...args]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode;
  }
  const out = stdout.read();
  return { code, out: Buffer.isBuffer(out) ? out.toString() : '', errors: errors.join('') };
};

describe('report --why', () => {
  it('gives verdict, rule, stages, evidence and the frames around the flow', async () => {
    const { code, out } = await run([log, '--why', 'CS-1@2026-11-01T10:00:15Z']);
    expect(code).toBe(0);
    expect(out).toMatch(/^Verdict {2}failed at \w+ because of ground fault attributed to evse$/m);
    expect(out).toMatch(/^Rule {5}\S/m);
    expect(out).toMatch(/^Counts {3}charge start: failure · charge end: not counted · session: failure$/m);
    expect(out).toMatch(/^authorize +10:00:10.000 +10:00:1\d.\d+ +ok$/m);
    expect(out).toMatch(
      /^10:00:20.000 +10:00:20.000 +station → +StatusNotification .*status=Faulted.* codes=GroundFailure$/m,
    );
    expect(out).toMatch(
      /^10:00:12.200 +– +← backend +answer to StartTransaction after 200 ms .*status=Accepted$/m,
    );
    expect(out).not.toContain('Heartbeat');
    expect(out).not.toContain('11:00:');
  });

  it('shows no identity, not even one in free text, and numbers them the same every time', async () => {
    const one = await run([log, '--why', 'CS-1']);
    expect(one.out).toContain('idTag=identity-1');
    expect(one.out).not.toMatch(/DRIVER|~[0-9a-f]{16}/);
    expect((await run([log, '--why', 'CS-1'])).out).toBe(one.out);
  });

  it('finds a flow by its id, by the time nearest, or the last one of a station', async () => {
    const startOf = async (target: string): Promise<string | undefined> =>
      /^(\S+ \S+) to /m.exec((await run([log, '--why', target])).out)?.[1];
    const idOf =
      /Flow (\w{16})/.exec((await run([log, '--why', 'CS-1@2026-11-01T10:00:00Z'])).out)?.[1] ?? '';
    expect(await startOf(idOf)).toBe('2026-11-01 10:00:00.000');
    expect(await startOf('CS-1')).toBe('2026-11-01 11:00:00.000');
    expect(await startOf('CS-1@2026-11-01T10:20:00Z')).toBe('2026-11-01 10:00:00.000');
    expect(await startOf('CS-1@2026-11-01T11:50:00+01:00')).toBe('2026-11-01 11:00:00.000');
  });

  it('explains from a ledger alone, without frames', async () => {
    const ledger = join(folder, 'ledger');
    await run([log, '--ledger', ledger]);
    const { code, out } = await run(['--ledger', ledger, '--why', 'CS-1']);
    expect(code).toBe(0);
    expect(out).toContain('none: name the log to see them');
  });

  it('says what there is where nothing fits, and what it cannot do', async () => {
    expect(await run([log, '--why', 'CS-9'])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('stations with ended flows: CS-1'),
    });
    expect((await run(['-', '--why', 'CS-1'])).errors).toContain('name a file, not standard input');
    expect((await run(['--why', 'CS-1'])).errors).toContain('name the log');
  });
});

describe('what --why is asked', () => {
  it('may be an id, a station, and a time behind the last @', () => {
    expect(readTarget('0123456789abcdef', undefined)).toMatchObject({ id: '0123456789abcdef', at: null });
    expect(readTarget('CS@home', undefined)).toEqual({ id: null, station: 'CS@home', at: null });
    expect(readTarget('CS@home@2026-11-01 11:00:00', 'Europe/Berlin')).toEqual({
      id: null,
      station: 'CS@home',
      at: BEGIN,
    });
  });
});

describe('the frames around a flow', () => {
  const flow = exampleFailure({ start: BEGIN, end: BEGIN + 60_000 });
  const frame = (
    seconds: number,
    content: readonly unknown[],
    direction: Direction = 'from_station',
  ): Arrival => ({
    kind: 'frame',
    receivedAt: BEGIN + seconds * 1_000,
    station: 'CS-1',
    direction,
    frame: content,
  });

  it('are bounded: the first and the last of many, unless all are asked for', () => {
    for (const [all, shown] of [
      [false, 200],
      [true, 5_000],
    ] as const) {
      const window = new FrameWindow(flow, all);
      for (let index = 0; index < 5_000; index += 1) window.add(frame(1, [2, `${index}`, 'Heartbeat', {}]));
      const { first, left, last } = window.frames();
      expect(first.length + last.length).toBe(shown);
      expect(left).toBe(5_000 - shown);
    }
  });

  it('include late ones that tell of its time, and their answers', () => {
    const window = new FrameWindow(flow, false);
    const late = { connectorId: 1, status: 'Available', timestamp: iso(30) };
    window.add(frame(90_000, [2, 'late', 'StatusNotification', late]));
    window.add(frame(90_001, [2, 'other', 'StatusNotification', { ...late, timestamp: iso(80_000) }]));
    window.add(frame(90_060, [3, 'late', {}], 'to_station'));
    expect(window.frames().first.map(({ what }) => what)).toEqual([
      'StatusNotification',
      'answer to StatusNotification after 60.0 s',
    ]);
  });

  it('tell what a terminal may show, and no more than fits', () => {
    const hostile = { status: '\u001b[31mred\u202e', reason: 'x'.repeat(500), info: 'secret' };
    expect(tellingFields(hostile)).toBe(`status=?[31mred? reason=${'x'.repeat(48)}…`);
    expect(tellingFields('text')).toBe('');
    expect(
      tellingFields({
        meterValue: [{ sampledValue: [{ value: '50', measurand: 'Power.Active.Import', unit: 'kW' }] }],
      }),
    ).toBe('power=50kW');
  });
});

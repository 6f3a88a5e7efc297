import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Command, CommanderError } from 'commander';
import { addReportCommand } from './report.ts';

const BEGIN = Date.UTC(2026, 10, 1, 10);

/** One OCPP 1.6 charge of half an hour, from plug to unplug. */
const charge = (station: string, minute: number): string[] => {
  const time = (seconds: number): string => new Date(BEGIN + minute * 60_000 + seconds * 1_000).toISOString();
  const line = (seconds: number, direction: string, frame: unknown[]): string =>
    JSON.stringify({ receivedAt: time(seconds), station, direction, frame });
  const call = (seconds: number, id: string, action: string, payload: object, answer: object): string[] => [
    line(seconds, 'from_station', [2, `${id}-${minute}`, action, payload]),
    line(seconds + 0.2, 'to_station', [3, `${id}-${minute}`, answer]),
  ];
  const status = (seconds: number, value: string): string[] =>
    call(
      seconds,
      `s${seconds}`,
      'StatusNotification',
      { connectorId: 1, errorCode: 'NoError', status: value, timestamp: time(seconds) },
      {},
    );
  const transactionId = 100 + minute;
  return [
    ...status(0, 'Preparing'),
    ...call(10, 'auth', 'Authorize', { idTag: 'DRIVER-7' }, { idTagInfo: { status: 'Accepted' } }),
    ...call(
      12,
      'start',
      'StartTransaction',
      { connectorId: 1, idTag: 'DRIVER-7', meterStart: 0, timestamp: time(12) },
      { transactionId, idTagInfo: { status: 'Accepted' } },
    ),
    ...status(20, 'Charging'),
    ...call(
      60,
      'meter',
      'MeterValues',
      {
        connectorId: 1,
        transactionId,
        meterValue: [
          {
            timestamp: time(60),
            sampledValue: [{ value: '50000', measurand: 'Power.Active.Import', unit: 'W' }],
          },
        ],
      },
      {},
    ),
    ...call(
      1_800,
      'stop',
      'StopTransaction',
      { transactionId, idTag: 'DRIVER-7', meterStop: 25_000, timestamp: time(1_800), reason: 'Local' },
      {},
    ),
    ...status(1_801, 'Finishing'),
    ...status(1_830, 'Available'),
    ...call(5_400, 'beat', 'Heartbeat', {}, { currentTime: time(5_400) }),
  ];
};

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-report-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

const log = (name: string, lines: readonly string[]): string => file(name, `${lines.join('\n')}\n`);

/** Runs the command; `code` is that of the exit, 0 when it returns. */
const run = async (args: readonly string[], stdin = '', terminal = false) => {
  const stdout = new PassThrough();
  const errors: string[] = [];
  const stderr = { isTTY: terminal, write: (text: string) => errors.push(text) };
  const program = new Command('firstcharge')
    .exitOverride()
    .configureOutput({ writeErr: (text) => errors.push(text) });
  addReportCommand(program, { stdout, stderr, stdin: PassThrough.from([Buffer.from(stdin)]), env: {} });
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

const figures = async (
  args: readonly string[],
  stdin = '',
): Promise<{ flows: number; outcomes: { success: number }; findings: { finding: string }[] }> => {
  const { code, out, errors } = await run([...args, '--format', 'json'], stdin);
  expect([code, errors]).toEqual([0, '']);
  return JSON.parse(out);
};

describe('firstcharge report', () => {
  it('turns a log into figures', async () => {
    const { code, out } = await run([log('one.jsonl', charge('CS-1', 0))]);
    expect(code).toBe(0);
    expect(out).toContain('First Charge Success  100.0 %');
    expect(out).toContain('1 flow · 0 still open · 1 visit · 1 station');
  });

  it('reads gzip and standard input just as well', async () => {
    const text = `${charge('CS-1', 0).join('\n')}\n`;
    expect(await figures([file('log.jsonl.gz', gzipSync(text))])).toMatchObject({
      flows: 1,
      outcomes: { success: 1 },
    });
    expect(await figures(['-'], text)).toMatchObject({ flows: 1, outcomes: { success: 1 } });
  });

  it('gives the same report for a log in one piece and cut into several', async () => {
    const lines = [...charge('CS-1', 0), ...charge('CS-2', 7), ...charge('CS-1', 100)];
    const sorted = [...lines].sort((one, other) => (one.slice(0, 40) < other.slice(0, 40) ? -1 : 1));
    const whole = await figures([log('whole.jsonl', sorted)]);
    const odd = log(
      'odd.jsonl',
      sorted.filter((_, index) => index % 2 === 1),
    );
    const even = log(
      'even.jsonl',
      sorted.filter((_, index) => index % 2 === 0),
    );
    expect(whole).toMatchObject({ flows: 3, outcomes: { success: 3 } });
    expect(await figures([odd, even])).toEqual(whole);
  });

  it('reads logs of other programs, in their time zone, and says how it read them', async () => {
    const steve = charge('CS-1', 0).map((text) => {
      const { receivedAt, station, direction, frame } = JSON.parse(text);
      const local = new Date(Date.parse(receivedAt) + 3_600_000).toISOString();
      const word = direction === 'from_station' ? 'Received' : 'Sending';
      const time = `${local.slice(0, 10)} ${local.slice(11, 23).replace('.', ',')}`;
      return `[INFO ] ${time} de.rwth.idsg.steve.ocpp.ws.WebSocketLogger - [chargeBoxId=${station}, sessionId=1] ${word}: ${JSON.stringify(frame)}`;
    });
    const path = log('steve.log', ['[INFO ] 2026-11-01 10:00:00,000 main - hello', ...steve]);
    const flows = join(folder, 'flows.jsonl');
    const { code, errors } = await run([path, '--zone', 'Europe/Berlin', '--flows', flows]);
    expect(errors).toBe(`${path}: read as SteVe log; lines not used: 1 no frame (first in line 1)\n`);
    expect(code).toBe(0);
    await run([log('one.jsonl', charge('CS-1', 0)), '--flows', `${flows}.own`]);
    expect(readFileSync(flows, 'utf8')).toBe(readFileSync(`${flows}.own`, 'utf8'));
  });

  it('takes names of columns and the station from the command line', async () => {
    const rows = charge('CS-1', 0).map((text) => {
      const { receivedAt, frame } = JSON.parse(text);
      return `${receivedAt}\t${JSON.stringify(frame)}`;
    });
    const path = log('table.tsv', ['Wann\tWas', ...rows]);
    const { code, out } = await run([
      ...[path, '--log-format', 'csv:time=Wann,frame=Was', '--station', 'CS-7', '--format', 'json'],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      flows: 1,
      outcomes: { success: 1 },
      stations: [{ station: 'CS-7' }],
    });
  });

  it.each([
    [['--log-format', 'xml'], 'xml is no format of logs'],
    [['--log-format', 'csv:color=red'], 'no format of logs'],
    [['--zone', 'Mars/Olympus'], 'write an IANA time zone'],
  ])('refuses %j with a sentence', async (options, sentence) => {
    const { code, errors } = await run([log('one.jsonl', charge('CS-1', 0)), ...options]);
    expect([code, errors]).toEqual([1, expect.stringContaining(sentence)]);
  });

  it('writes a page', async () => {
    const { code, out } = await run([log('one.jsonl', charge('CS-1', 0)), '--format', 'html']);
    expect(code).toBe(0);
    expect(out.startsWith('<!doctype html>')).toBe(true);
    expect(out).toContain('1 charge attempt ');
  });

  it('writes every flow as a line, without identities', async () => {
    const flows = join(folder, 'flows.jsonl');
    await run([log('one.jsonl', [...charge('CS-1', 0), ...charge('CS-1', 100)]), '--flows', flows]);
    const text = readFileSync(flows, 'utf8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      {
        station: 'CS-1',
        evse: 1,
        connector: 1,
        outcome: 'success',
        start: '2026-11-01T10:00:00.000Z',
        energy_wh: 25_000,
      },
      { station: 'CS-1', evse: 1, connector: 1, outcome: 'success', start: '2026-11-01T11:40:00.000Z' },
    ]);
    expect(text).not.toContain('DRIVER');
  });

  it('writes one CSV row a station', async () => {
    const { out } = await run([
      log('two.jsonl', [...charge('CS-1', 0), ...charge('CS-2', 100)]),
      '--format',
      'csv',
    ]);
    expect(out.split('\r\n').map((line) => line.split(',')[2])).toEqual([
      'station',
      'CS-1',
      'CS-2',
      undefined,
    ]);
  });

  it('uses the sites of an inventory', async () => {
    const inventory = file(
      'inventory.yaml',
      'sites:\n  - id: north\nstations:\n  - id: CS-1\n    site: north\n',
    );
    const { code, out, errors } = await run([
      log('two.jsonl', [...charge('CS-1', 0), ...charge('CS-2', 100)]),
      '--inventory',
      inventory,
      '--format',
      'json',
    ]);
    expect([code, errors]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({
      sites: [
        { site: 'default', flows: 1 },
        { site: 'north', flows: 1 },
      ],
      findings: expect.arrayContaining([
        expect.objectContaining({ finding: 'stations_not_in_inventory', stations: ['CS-2'] }),
      ]),
    });
  });

  it('takes timers from the config of a collector', async () => {
    const lines = charge('CS-1', 0);
    const config = file(
      'config.yaml',
      [
        'receivers: { ocpp_log: { include: [elsewhere.jsonl] } }',
        'exporters: { prometheus: {} }',
        'processors: { charge_flow: { floor_dc_wh: 30000, floor_ac_wh: 30000 } }',
        'service: { pipelines: { ocpp: { receivers: [ocpp_log], processors: [charge_flow], exporters: [prometheus] } } }',
      ].join('\n'),
    );
    const { code, out, errors } = await run([
      log('one.jsonl', lines),
      '--config',
      config,
      '--format',
      'json',
    ]);
    expect([code, errors]).toEqual([0, '']);
    expect(JSON.parse(out)).toMatchObject({ flows: 1, outcomes: { success: 0 } });
  });

  it('says where a config is wrong', async () => {
    const config = file('config.yaml', 'processors:\n  charge_flow:\n    idle_seconds: soon\n');
    const { code, errors } = await run([log('one.jsonl', charge('CS-1', 0)), '--config', config]);
    expect(code).toBe(1);
    expect(errors).toContain('config.yaml:3:');
  });

  it('keeps the flows in a ledger and reports from there', async () => {
    const ledger = join(folder, 'ledger');
    const one = log('one.jsonl', [...charge('CS-1', 0), ...charge('CS-2', 100)]);
    const fromLog = await figures([one, '--ledger', ledger]);
    const fromLedger = await figures(['--ledger', ledger]);
    expect(fromLog.flows).toBe(2);
    expect(fromLedger).toMatchObject({ flows: 2, outcomes: fromLog.outcomes, open: null });
    expect(await figures([one, '--ledger', ledger])).toEqual(fromLog);
    expect(await figures(['--ledger', ledger])).toEqual(fromLedger);
  });

  it('goes on over lines that it cannot use, and says how many there were', async () => {
    const path = log('one.jsonl', [...charge('CS-1', 0), 'half a li', '{"receivedAt":"x"}']);
    const { code, out, errors } = await run([path, '--format', 'json']);
    const report = JSON.parse(out);
    expect([code, report.flows]).toEqual([0, 1]);
    expect(errors).toBe(
      `${path}: read as Firstcharge JSONL; lines not used: 1 not json (first in line 19), 1 bad time (first in line 20)\n`,
    );
    expect(report.findings).toContainEqual(
      expect.objectContaining({ finding: 'unusable_lines', count: 2, kinds: { not_json: 1, bad_time: 1 } }),
    );
  });

  it('refuses what is no log, showing what one looks like', async () => {
    const flows = join(folder, 'flows.jsonl');
    const { code, out, errors } = await run([
      log(
        'access.log',
        Array.from({ length: 3_000 }, (_, n) => `GET /page/${n} 200`),
      ),
      '--flows',
      flows,
    ]);
    expect([code, out]).toEqual([1, '']);
    expect(errors).toContain('is not an ocpp_log');
    expect(errors).toContain('"receivedAt"');
    expect(() => readFileSync(`${flows}.part`)).toThrow('ENOENT');
  });

  it('closes the other logs when one of them is bad', async () => {
    const { code, errors } = await run([
      log('good.jsonl', charge('CS-1', 0)),
      log('bad.jsonl', ['no', 'log', 'at all']),
    ]);
    expect(code).toBe(1);
    expect(errors).toContain('bad.jsonl is not an ocpp_log');
  });

  it('names the file that is not there', async () => {
    const { code, errors } = await run([join(folder, 'missing.jsonl')]);
    expect(code).toBe(1);
    expect(errors).toContain('missing.jsonl cannot be read');
  });

  it('asks for a log or a ledger', async () => {
    expect(await run([])).toMatchObject({ code: 1, errors: expect.stringContaining('name a log') });
    expect(await run(['--ledger', folder])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('there is no ledger'),
    });
  });

  it('shows progress on a terminal only, and takes it away again', async () => {
    const path = log('one.jsonl', charge('CS-1', 0));
    expect((await run([path])).errors).toBe('');
    const { errors } = await run([path], '', true);
    expect(errors).toContain('100 %');
    expect(errors.endsWith('\r\u001b[K')).toBe(true);
  });
});

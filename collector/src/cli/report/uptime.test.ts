import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Command, CommanderError } from 'commander';
import { exampleInterval, EXAMPLE_START, intervalEnded } from '../../ledger/examples.ts';
import { openSqliteLedger } from '../../ledger/sqlite/sqlite-ledger.ts';
import type { CliContext } from '../context.ts';
import { addExclusionsCommand } from '../exclusions.ts';
import { addReportCommand } from '../report.ts';

const NOW = Date.UTC(2026, 11, 1);
const DAY = 86_400_000;
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-uptime-'));
  const ledger = openSqliteLedger({ path: join(folder, 'ledger.sqlite') });
  if (!ledger.ok) throw new Error(ledger.error.message);
  const start = Date.UTC(2026, 10, 1);
  ledger.value.write([
    intervalEnded(exampleInterval({ state: 'available', start, end: start + 20 * DAY })),
    intervalEnded(exampleInterval({ state: 'faulted', start: start + 20 * DAY, end: start + 30 * DAY })),
  ]);
  ledger.value.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = async (...argv: string[]) => {
  const ran = { out: '', errors: '', code: 0 };
  const context: CliContext = {
    stdout: (text) => void (ran.out += text),
    stderr: (text) => void (ran.errors += text),
    columns: null,
    environment: {},
    version: '0.0.0',
    stdin: Readable.from([]),
    setExitCode: (code) => void (ran.code = code),
    loadRegistry: () => Promise.reject(new Error('not needed')),
  };
  const program = new Command().exitOverride().configureOutput({ writeErr: context.stderr });
  const stdout = new PassThrough().on('data', (chunk: Buffer) => void (ran.out += chunk.toString()));
  const stderr = new PassThrough();
  addReportCommand(program, { stdout, stderr, stdin: Readable.from([]), env: {} });
  addExclusionsCommand(program, context, () => NOW);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    ran.code = 2;
  }
  return ran;
};
const vandalism = [
  ...['--kind', 'vandalism', '--site', 'north', '--station', 'CS-1', '--evse', '1'],
  ...[
    '--from',
    '2026-11-21T00:00',
    '--to',
    '2026-11-24T00:00',
    '--reason',
    'cables cut',
    '--evidence',
    'police 17',
  ],
];
const ada = ['--by', 'Ada Example'];
const nevi = async () =>
  JSON.parse(
    (await run('report', '--uptime', 'nevi', '--ledger', folder, '--month', '2026-11', '--format', 'json'))
      .out,
  );

describe('firstcharge report --uptime', () => {
  it('prints a table with coverage, and why it says what it says', async () => {
    const { out, code } = await run('report', '--uptime', 'nevi', '--ledger', folder, '--month', '2026-11');
    expect(code).toBe(0);
    expect(out).toMatch(/CS-1\/1 +north +2026-11 +66\.67 % +240\.0 h +0\.0 h +100\.00 %/);
    expect(out).toContain('Without an inventory');
  });

  it('prints a row a port and month, an outage, or a session as CSV', async () => {
    const csv = async (rows: string) =>
      (
        await run(
          'report',
          '--uptime',
          'nevi',
          '--ledger',
          folder,
          '--month',
          '2026-11',
          '--format',
          'csv',
          '--rows',
          rows,
        )
      ).out;
    expect((await csv('ports')).split('\r\n')).toHaveLength(3);
    expect(await csv('outages')).toContain('2026-11-21T00:00:00.000Z,2026-12-01T00:00:00.000Z,14400,faulted');
    expect((await csv('sessions')).split('\r\n')).toHaveLength(2);
  });

  it.each([
    [
      ['report', '--uptime', 'nevy', '--month', '2026-11'],
      'there is no programme `nevy`: write one of nevi, cec, uk',
    ],
    [['report', '--uptime', 'nevi'], 'give one of --month'],
    [['report', '--month', '2026-11'], '--month says nothing without --uptime'],
    [['report', 'day.log', '--uptime', 'nevi', '--month', '2026-11'], 'computed from a ledger'],
    [['report', '--uptime', 'nevi', '--month', '2026-11', '--format', 'html'], 'table, csv or json'],
    [['report', '--uptime', 'nevi', '--month', '11'], '`11` is no period'],
    [
      ['report', '--uptime', 'nevi', '--month', '2026-11', '--inventory', '/nowhere.yaml'],
      '/nowhere.yaml cannot be read',
    ],
    [['report', '--uptime', 'nevi', '--month', '2026-11', '--programmes', '/nowhere.yaml'], 'cannot be read'],
  ])('says what is wrong with %j', async (argv, problem) => {
    const { errors, code } = await run(...argv, '--ledger', folder);
    expect(errors).toContain(problem);
    expect(code).toBe(2);
  });

  it('fails where there is no ledger', async () => {
    mkdirSync(join(folder, 'empty'));
    const { errors, code } = await run(
      'report',
      '--uptime',
      'nevi',
      '--month',
      '2026-11',
      '--ledger',
      join(folder, 'empty'),
    );
    expect([errors, code]).toEqual([expect.stringContaining('there is no ledger'), 2]);
  });
});

describe('firstcharge exclusions', () => {
  const added = async (): Promise<string> =>
    (await run('exclusions', 'add', '--ledger', folder, ...vandalism, ...ada)).out.split(' ')[0] ?? '';

  it('keeps a proposal, a decision by a named person, and counts it from then on', async () => {
    const id = await added();
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect((await nevi()).ports[0]).toMatchObject({ undecided_minutes: 3 * 1_440 });
    const decision = ['--by', 'Bo Example', '--note', 'seen on the photo'];
    const approved = await run('exclusions', 'approve', id, '--ledger', folder, ...decision);
    expect(approved.out).toBe(`${id} approved by Bo Example\n`);
    expect((await nevi()).ports[0].months[0].excluded_minutes).toEqual({ vandalism: 3 * 1_440 });
    const { out } = await run(
      'exclusions',
      'list',
      '--ledger',
      folder,
      '--state',
      'approved',
      '--format',
      'json',
    );
    expect(JSON.parse(out)).toEqual([
      {
        ...{ id, state: 'approved', kind: 'vandalism', site: 'north', station: 'CS-1', evse: 1 },
        ...{ from: '2026-11-21T00:00:00.000Z', to: '2026-11-24T00:00:00.000Z', reason: 'cables cut' },
        ...{ evidence: ['police 17'], proposed_by: 'Ada Example', proposed_at: new Date(NOW).toISOString() },
        decisions: [
          {
            ...{ state: 'approved', by: 'Bo Example', at: new Date(NOW).toISOString() },
            note: 'seen on the photo',
          },
        ],
      },
    ]);
  });

  it('lists for people to read', async () => {
    const id = await added();
    await run('exclusions', 'reject', id, '--ledger', folder, '--by', 'Bo Example');
    const { out } = await run('exclusions', 'list', '--ledger', folder);
    expect(out).toContain(`${id}  rejected  vandalism  north/CS-1/1`);
    expect(out).toContain('rejected by Bo Example, 2026-12-01');
    expect((await run('exclusions', 'list', '--ledger', folder, '--state', 'approved')).out).toBe(
      'no exclusions\n',
    );
  });

  it('wants to know who decides', async () => {
    const id = await added();
    expect((await run('exclusions', 'approve', id, '--ledger', folder)).code).toBe(2);
    expect((await run('exclusions', 'approve', id, '--ledger', folder, '--by', ' ')).errors).toContain(
      '--by: write the name',
    );
    expect(
      JSON.parse((await run('exclusions', 'list', '--ledger', folder, '--format', 'json')).out),
    ).toMatchObject([{ state: 'proposed' }]);
  });

  it.each([
    [['approve', 'nothing', ...ada], 'there is no exclusion nothing'],
    [['add', ...vandalism.with(9, 'tomorrow'), ...ada], '--from and --to: write'],
    [['add', ...vandalism.with(7, '0'), ...ada], '--evse: write its number'],
    [['add', ...vandalism.with(1, 'bad luck'), ...ada], 'Allowed choices'],
    [['propose', '--maintenance', '/nowhere.yaml', ...ada], '/nowhere.yaml cannot be read'],
  ])('says what is wrong with %j', async (argv, problem) => {
    const { errors, code } = await run('exclusions', ...argv, '--ledger', folder);
    expect(errors).toContain(problem);
    expect(code).toBe(2);
  });

  it('proposes maintenance from a file, once', async () => {
    const inventory = join(folder, 'inventory.yaml');
    writeFileSync(inventory, 'sites: [{ id: north }]\n');
    const file = join(folder, 'work.yaml');
    writeFileSync(
      file,
      'maintenance: [{ site: north, from: 2026-11-25T08:00, to: 2026-11-25T10:00, reason: filters }]\n',
    );
    const propose = () =>
      run(
        'exclusions',
        'propose',
        '--ledger',
        folder,
        '--inventory',
        inventory,
        '--maintenance',
        file,
        ...ada,
      );
    expect((await propose()).out).toBe('1 proposed, 0 known before\n');
    expect((await propose()).out).toBe('0 proposed, 1 known before\n');
  });

  it('proposes what the data shows', async () => {
    const ledger = openSqliteLedger({ path: join(folder, 'ledger.sqlite') });
    if (!ledger.ok) throw new Error(ledger.error.message);
    const steps = [
      { state: 'available' as const, start: EXAMPLE_START - DAY, end: EXAMPLE_START },
      { state: 'unknown' as const, start: EXAMPLE_START, end: EXAMPLE_START + 3_600_000 },
    ];
    ledger.value.write(
      ['A', 'B', 'C'].flatMap((station) =>
        steps.map((step) => intervalEnded(exampleInterval({ site: 'south', station, ...step }))),
      ),
    );
    ledger.value.close();
    expect((await run('exclusions', 'propose', '--ledger', folder)).out).toBe('1 proposed, 0 known before\n');
    expect((await run('exclusions', 'list', '--ledger', folder)).out).toContain(
      '3 of 3 stations out of contact',
    );
  });
});

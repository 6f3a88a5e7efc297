import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { ocppLogFactory } from '../receivers/ocpp_log/factory.ts';
import { EXIT, type ExitCode } from './context.ts';
import { runCommand } from './run-command.ts';

const testdata = (name: string): string => join(import.meta.dirname, 'testdata', name);
const launcher = join(import.meta.dirname, '..', '..', 'bin', 'firstcharge.js');

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'firstcharge-cli-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: ExitCode;
}

async function run(argv: readonly string[], stdin = ''): Promise<Ran> {
  const ran = { stdout: '', stderr: '', code: EXIT.ok as ExitCode };
  const context = {
    stdout: (text: string) => void (ran.stdout += text),
    stderr: (text: string) => void (ran.stderr += text),
    columns: null,
    environment: {},
    version: '0.0.0',
    stdin: Readable.from([Buffer.from(stdin)]),
    setExitCode: (code: ExitCode) => void (ran.code = code),
    loadRegistry: async () => ({
      receivers: new Map([[ocppLogFactory.type, ocppLogFactory.schema]]),
      processors: new Map(),
      exporters: new Map([['debug', z.strictObject({})]]),
      extensions: new Map(),
    }),
  };
  await runCommand(argv, context, '1.2.3');
  return ran;
}

describe('firstcharge', () => {
  it.each([
    [['--help'], 'Usage: firstcharge'],
    [['--version'], '1.2.3'],
  ])('answers %j', async (argv, text) => {
    const { stdout, code } = await run(argv);
    expect(stdout).toContain(text);
    expect(code).toBe(EXIT.ok);
  });

  it.each([
    [['validat']],
    [['validate', '--nope']],
    [['inventory', 'discover']],
    [['inventory', 'import', 'a', '--map', 'x']],
  ])('calls %j a usage error', async (argv) => {
    const { stderr, code } = await run(argv);
    expect(stderr).not.toBe('');
    expect(code).toBe(EXIT.usage);
  });
});

describe('firstcharge validate', () => {
  it('says what a valid config holds', async () => {
    const { stdout, stderr, code } = await run(['validate', testdata('firstcharge.yaml')]);
    expect(stdout).toMatch(/firstcharge\.yaml is valid: 1 pipeline, 1 sites, 1 stations\n$/);
    expect([stderr, code]).toEqual(['', EXIT.ok]);
  });

  it('prints every error with its place and fix', async () => {
    const { stderr, code } = await run(['validate', testdata('wrong.yaml')]);
    expect(stderr).toContain(
      'wrong.yaml:4:5: receivers.ocpp_log.folow: is not a known key. Fix: did you mean `follow`?',
    );
    expect(stderr).toContain(
      'wrong.yaml:9:19: service.pipelines.charging.exporters[0]: `debug` is not defined',
    );
    expect(stderr).toContain('2 errors');
    expect(code).toBe(EXIT.usage);
  });

  it('prints the errors of the inventory that the config names', async () => {
    writeFileSync(join(directory, 'c.yaml'), readFileSync(testdata('firstcharge.yaml')));
    writeFileSync(join(directory, 'inventory.yaml'), 'stations:\n  - id: CS-1\n    site: nowhere\n');
    const { stderr, code } = await run(['validate', join(directory, 'c.yaml')]);
    expect(stderr).toContain('inventory.yaml:3:11: stations[0].site: there is no site `nowhere`');
    expect(code).toBe(EXIT.usage);
  });

  it('prints the errors of the catalogue that the config names', async () => {
    const [config] = readFileSync(testdata('firstcharge.yaml'), 'utf8').split('inventory:');
    const catalogue = 'catalogue:\n  quirks: quirks.yaml\n  error_codes: none.yaml\n';
    writeFileSync(join(directory, 'q.yaml'), `${config}${catalogue}`);
    writeFileSync(join(directory, 'quirks.yaml'), '- vendor: Acme\n  quirks: [meter_in_kw]\n');
    const { stderr, code } = await run(['validate', join(directory, 'q.yaml')]);
    expect(stderr).toMatch(
      /quirks\.yaml:2:12: \[0\]\.quirks\[0\]: must be one of .* Fix: did you mean `meter_in_kwh`\?/,
    );
    expect(stderr).toMatch(/none\.yaml:1:1: .*cannot be read/);
    expect(code).toBe(EXIT.usage);
  });

  it('says that there is no such file', async () => {
    expect((await run(['validate', join(directory, 'none.yaml')])).stderr).toContain('name another file');
  });
});

describe('firstcharge inventory', () => {
  const csv = join(import.meta.dirname, '..', 'inventory', 'testdata', 'connectors.csv');

  it('imports a CSV with mapped columns', async () => {
    const { stdout, code } = await run([
      'inventory',
      'import',
      csv,
      '--map',
      'Standort=site_name',
      '--map',
      'Leistung=rated_watts',
    ]);
    expect(stdout).toContain(
      '{"id":"007","site":"south","vendor":"Acme","evses":[{"id":1,"connectors":[{"id":1,"power_type":"AC","rated_watts":22000}]}]}',
    );
    expect(code).toBe(EXIT.ok);
  });

  it('never overwrites a file', async () => {
    const out = join(directory, 'kept.yaml');
    writeFileSync(out, 'precious');
    const { code } = await run(['inventory', 'discover', testdata('traffic.jsonl'), '--out', out]);
    expect([readFileSync(out, 'utf8'), code]).toEqual(['precious', EXIT.failed]);
  });

  it('discovers stations, what they are and their connectors, and no identity', async () => {
    const { stdout, stderr } = await run([
      'inventory',
      'discover',
      testdata('traffic.jsonl'),
      '--site',
      'depot',
    ]);
    expect(stdout.split('\n').slice(3, 5)).toEqual([
      '  - {"id":"CS-1","site":"depot","vendor":"Volt","model":"AC22","evses":[{"id":2,"connectors":[{"id":1}]}]}',
      '  - {"id":"CS-2","site":"depot","vendor":"Acme","model":"HPC","evses":[{"id":1,"connectors":[{"id":2}]},{"id":2,"connectors":[{"id":1}]}]}',
    ]);
    expect(stdout).not.toContain('04AABB');
    expect(stderr).toContain('1 lines skipped: not_json, first in line 9');
  });

  it('writes a skeleton that validates', async () => {
    await run([
      'inventory',
      'discover',
      testdata('traffic.jsonl'),
      '--out',
      join(directory, 'inventory-2.yaml'),
    ]);
    const config = readFileSync(testdata('firstcharge.yaml'), 'utf8').replace(
      'inventory.yaml',
      'inventory-2.yaml',
    );
    writeFileSync(join(directory, 'c2.yaml'), config);
    expect((await run(['validate', join(directory, 'c2.yaml')])).stdout).toContain('1 sites, 2 stations');
  });

  it('reads a log from standard input', async () => {
    const { stdout } = await run(
      ['inventory', 'discover', '-'],
      readFileSync(testdata('traffic.jsonl'), 'utf8'),
    );
    expect(stdout).toContain('CS-1');
  });
});

describe('the launcher', () => {
  it('runs the command and passes its exit code on', () => {
    expect(execFileSync(process.execPath, [launcher, '--version'], { encoding: 'utf8' })).toMatch(
      /^\d+\.\d+\.\d+\n$/,
    );
    expect(() => execFileSync(process.execPath, [launcher, 'nosuch'], { stdio: 'pipe' })).toThrow(
      expect.objectContaining({ status: EXIT.usage }),
    );
  });

  it('ends quietly when nobody reads on', async () => {
    const child = spawn(process.execPath, [launcher, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect([stderr, code]).toEqual(['', EXIT.ok]);
  });
});

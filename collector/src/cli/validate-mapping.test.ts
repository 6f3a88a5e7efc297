import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXIT, type ExitCode } from './context.ts';
import { runCommand } from './run-command.ts';

let directory = '';
const file = (name: string): string => join(directory, name);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'firstcharge-mapping-'));
  writeFileSync(
    file('m.yaml'),
    `parameters: [station]
messages:
  - topic: 'links/{iccid}/signal'
    subject: { link: { by: iccid, is: '{iccid}' } }
    time: $.at
    signals: [{ reading: rsrp_dbm, value: $.rsrp }, { problem: $.alarm, subject: { station: '{station}' } }]
`,
  );
  writeFileSync(
    file('bad.yaml'),
    'messages:\n  - topic: a\n    subject: { lnk: 1 }\n    signals: [{ problem: x }]\n',
  );
  writeFileSync(file('s.json'), '{"at":"2026-11-02T10:00:00Z","rsrp":-97,"alarm":"E\\u001b7","model":"R1"}');
  writeFileSync(
    file('i.yaml'),
    "sites: [{ id: n }]\nlinks: [{ id: SIM-1, site: n, kind: sim, external_ids: { iccid: '8988123' } }]\n",
  );
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function validate(...options: string[]): Promise<{ stdout: string; stderr: string; code: ExitCode }> {
  const ran = { stdout: '', stderr: '', code: EXIT.ok as ExitCode };
  await runCommand(
    ['validate', ...options],
    {
      stdout: (text) => void (ran.stdout += text),
      stderr: (text) => void (ran.stderr += text),
      columns: null,
      environment: {},
      version: '0.0.0',
      stdin: Readable.from([]),
      setExitCode: (code) => void (ran.code = code),
      loadRegistry: async () => ({
        receivers: new Map(),
        processors: new Map(),
        exporters: new Map(),
        extensions: new Map(),
      }),
    },
    '1.2.3',
  );
  return ran;
}

describe('firstcharge validate --mapping', () => {
  it('prints the signals of a sample, and what was not understood', async () => {
    const sample = ['--mapping', file('m.yaml'), '--sample', file('s.json'), '--with', 'station=CS-1'];
    const known = await validate(...sample, '--topic', 'links/8988123/signal', '--inventory', file('i.yaml'));
    expect(known.stderr).toBe('');
    expect(known.stdout).toContain(
      'link SIM-1: reading quantity=rsrp_dbm value=-97 (2026-11-02T10:00:00.000Z)',
    );
    expect(known.stdout).toContain('bad_value messages[0].signals[1].problem (E?7)');
    expect(known.stdout).toContain('unmapped_field $.model (R1)');
    const unknown = await validate(...sample, '--topic', 'links/8988123/signal');
    expect(unknown.code).toBe(EXIT.failed);
    expect(unknown.stdout).toMatch(/unknown_device messages\[0\]\.subject \(iccid ~[0-9a-f]{16}\)/);
  });

  it('explains what is wrong with a mapping, a name, or what it is given', async () => {
    expect(await validate('--mapping', file('m.yaml'))).toMatchObject({
      code: EXIT.ok,
      stdout: expect.stringContaining('1 sort of messages'),
    });
    const bad = await validate('--mapping', file('bad.yaml'));
    expect(bad.stderr).toContain('bad.yaml:3:21: messages[0].subject.lnk');
    expect(bad.stderr).toContain('did you mean `link`?');
    expect(bad.code).toBe(EXIT.usage);
    expect((await validate('--mapping', 'nobody')).stderr).toContain('there is no mapping `nobody`');
    const lacking = await validate('--mapping', file('m.yaml'), '--sample', file('s.json'));
    expect(lacking.stderr).toContain('needs a value of `station`');
    const gone = await validate('--mapping', file('m.yaml'), '--with', 'station=x', '--sample', file('gone'));
    expect(gone.stderr).toContain('cannot be read');
  });
});

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { amended, exampleFailure, exampleFlow, settled } from '../examples.ts';
import { FlowFile } from './flow-file.ts';
import { flowLine } from './flow-line.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-flows-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const opened = (path: string): FlowFile => {
  const file = FlowFile.open(path);
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
};

describe('a line of the flow file', () => {
  it('tells all of a flow in snake case with ISO times', () => {
    expect(JSON.parse(flowLine(exampleFailure({ errorCodes: ['CX002'] })))).toEqual({
      id: '00000000000000f1',
      station: 'CS-1',
      evse: 1,
      connector: 1,
      site: 'north',
      vendor: 'Volta',
      model: 'V150',
      firmware: '1.0',
      start: '2026-11-01T10:00:00.000Z',
      end: '2026-11-01T10:30:00.000Z',
      outcome: 'failed',
      failed_stage: 'handshake',
      reason: 'no_energy',
      attribution: 'evse',
      visit: '00000000000000a1',
      attempt: 1,
      energy_wh: 0,
      peak_w: null,
      reached_energy: false,
      valid_stop: true,
      retries: 0,
      recovered: false,
      offline: false,
      late: false,
      clock_suspect: false,
      start_mode: 'authorize_first',
      attempted_at: '2026-11-01T10:00:06.000Z',
      charging_reported_at: null,
      machine_start_seconds: null,
      driver_start_seconds: null,
      error_codes: ['CX002'],
      trace_id: '000000000000000000000000000000f1',
      stages: [
        {
          stage: 'plug_in',
          start: '2026-11-01T10:00:00.000Z',
          end: '2026-11-01T10:00:10.000Z',
          result: 'ok',
          reason: null,
        },
        {
          stage: 'authorize',
          start: '2026-11-01T10:00:00.000Z',
          end: '2026-11-01T10:00:10.000Z',
          result: 'ok',
          reason: null,
        },
        {
          stage: 'start',
          start: '2026-11-01T10:00:00.000Z',
          end: '2026-11-01T10:00:10.000Z',
          result: 'ok',
          reason: null,
        },
        {
          stage: 'handshake',
          start: '2026-11-01T10:00:00.000Z',
          end: '2026-11-01T10:00:10.000Z',
          result: 'failed',
          reason: 'no_energy',
        },
      ],
      evidence: [{ at: '2026-11-01T10:00:00.000Z', text: 'status preparing' }],
    });
  });

  it('holds no identity, not even hashed', () => {
    expect(flowLine(exampleFlow({ identity: '~0123456789abcdef' }))).not.toContain('0123456789abcdef"');
    expect(flowLine(exampleFlow({ identity: '~0123456789abcdef' }))).not.toContain('identity');
  });
});

describe('the flow file', () => {
  it('has the flows in the order of settlement, each as amended', async () => {
    const path = join(folder, 'flows.jsonl');
    const [one, two, three] = ['c', 'a', 'b'].map((id) => exampleFlow({ id, outcome: 'refused' }));
    const blamed = { ...exampleFlow({ id: 'a' }), outcome: 'failed' as const };
    const file = opened(path);
    for (const flow of [one!, two!]) file.add(settled(flow));
    file.add(amended(two!, blamed, 'a spike'));
    file.add(settled(three!));
    expect(existsSync(path)).toBe(false);
    expect((await file.finish()).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe(
      [one!, blamed, three!].map((flow) => `${flowLine(flow)}\n`).join(''),
    );
    expect(readdirSync(folder)).toEqual(['flows.jsonl']);
  });

  it('is empty, and there, when there was no flow', async () => {
    const path = join(folder, 'flows.jsonl');
    expect((await opened(path).finish()).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('leaves nothing behind when it is given up', () => {
    const file = opened(join(folder, 'flows.jsonl'));
    file.add(settled(exampleFlow()));
    file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says which file cannot be written', () => {
    const path = join(folder, 'no', 'such', 'folder', 'flows.jsonl');
    const file = FlowFile.open(path);
    expect(file.ok ? '' : file.error.message).toContain(path);
  });
});

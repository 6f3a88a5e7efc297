import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { exposition, valueText } from './exposition.ts';
import { MetricStore } from './metric-store.ts';
import { HISTORY_END, historyHeaders, renderWithTimestamps } from './openmetrics-history.ts';
import {
  connectorState,
  everything,
  failedFlow,
  flowSettled,
  settledFlow,
  stationSeen,
  T0,
} from './testdata/outcomes.ts';

const run = promisify(execFile);

/** A store with a bit of everything, read once. */
const full = (): MetricStore => {
  const store = new MetricStore();
  for (const outcome of everything(T0)) store.apply(outcome);
  store.collect(0);
  return store;
};
const text = (store: MetricStore, format: 'text' | 'openmetrics', rows?: number): string =>
  [...exposition(store.collect(0), format, rows)].join('');

describe('the text format', () => {
  it('passes promtool check metrics', () => {
    const result = spawnSync('promtool', ['check', 'metrics'], {
      input: text(full(), 'text'),
      encoding: 'utf8',
    });
    // promtool also has opinions on names; the design's names stand, its syntax check must pass.
    expect(result.stderr).not.toMatch(/error while (linting|parsing)/);
    expect(result.stdout + result.stderr).toBe('');
    expect(result.status).toBe(0);
  });

  it('introduces each family once, with its samples together', () => {
    const types = text(full(), 'text').match(/^# TYPE \S+/gm) ?? [];
    expect(types.length).toBeGreaterThan(20);
    expect(new Set(types).size).toBe(types.length);
  });

  it('is the same in pieces of any size', () => {
    const store = full();
    expect(text(store, 'openmetrics', 1)).toBe(text(store, 'openmetrics', 100_000));
  });

  it('escapes what a charger may have put into a label', () => {
    const store = new MetricStore();
    store.apply(stationSeen(T0, { model: 'a"b\\c\nd' }));
    expect(text(store, 'text')).toContain('model="a\\"b\\\\c d"');
  });

  it('writes values that are not finite as Prometheus reads them', () => {
    expect([Infinity, -Infinity, Number.NaN, 1.5, 1e21].map(valueText)).toEqual([
      '+Inf',
      '-Inf',
      'NaN',
      '1.5',
      '1e+21',
    ]);
  });
});

describe('OpenMetrics', () => {
  it('names families without _total, gives units, exemplars and an end, and no _created', () => {
    const written = text(full(), 'openmetrics');
    expect(written).toContain(
      '# TYPE ev_charge_energy_joules counter\n# UNIT ev_charge_energy_joules joules\n',
    );
    expect(written).toMatch(
      /^ev_charge_flows_total\{.*outcome="failed"\} 1 # \{trace_id="fedcba9876543210fedcba9876543210"\} 1 1793527510$/m,
    );
    expect(written).toMatch(/^ev_charge_start_seconds_bucket\{.*le="15"\} 1 # \{trace_id="0123/m);
    expect(written).not.toContain('_created');
    expect(written.endsWith('\n# EOF\n')).toBe(true);
  });
});

describe('history', () => {
  it('becomes Prometheus blocks through promtool', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'firstcharge-history-'));
    try {
      const store = new MetricStore();
      store.apply(stationSeen(T0));
      store.apply(connectorState(T0, 'available'));
      let file = historyHeaders();
      for (let step = 0; step < 40; step += 1) {
        if (step === 10) store.apply(flowSettled(store.time, settledFlow()));
        if (step === 20) store.apply(flowSettled(store.time, failedFlow()));
        file += renderWithTimestamps(store, T0 + step * 300_000);
      }
      await writeFile(path.join(folder, 'history.om'), file + HISTORY_END);
      const blocks = path.join(folder, 'data');
      await run('promtool', [
        'tsdb',
        'create-blocks-from',
        'openmetrics',
        path.join(folder, 'history.om'),
        blocks,
      ]);
      expect((await readdir(blocks)).length).toBeGreaterThan(0);
      // `dump` wants the folder of a whole database.
      await mkdir(path.join(blocks, 'wal'));
      const { stdout } = await run('promtool', [
        'tsdb',
        'dump',
        '--match',
        '{__name__="ev_charge_flows_total"}',
        blocks,
      ]);
      const failed = stdout.split('\n').filter((line) => line.includes('outcome="failed"'));
      expect(failed).toHaveLength(40);
      expect(failed.map((line) => Number(line.split('}')[1]?.trim().split(' ')[0]))).toEqual([
        ...Array.from({ length: 20 }, () => 0),
        ...Array.from({ length: 20 }, () => 1),
      ]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { BlockFile } from '../prometheus/blocks.ts';
import { StoredPrometheus } from '../prometheus/stored-prometheus.ts';
import { neededBy } from './needed.ts';
import { recordLevels } from './record.ts';

const START = 1_790_006_400;
const HOURS = 7;
const STEP = 300;
const rule = (name: string, expr: string) => ({ name, expr, labels: {}, interval: STEP });
const first = rule('station:calls:increase1h', 'sum by (station) (increase(calls_total[1h]))');
const second = rule(
  'fleet:calls:increase1h',
  'sum by (station) (station:calls:increase1h) > 20 or station:calls:increase1h',
);
const range = { start: START, end: START + HOURS * 3600, step: STEP };

/** Seconds after a multiple of the step at which a series was written. */
async function offsetOf(data: string, name: string): Promise<number> {
  const prometheus = await StoredPrometheus.on(folder, data);
  const end = START + 3 * 3600;
  const [series] = await prometheus.range(`timestamp(${name})`, { start: end, end, step: STEP });
  await prometheus.stop();
  return Number(series?.values[0]?.[1]) % STEP;
}

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-record-'));
  const file = new BlockFile(folder, 'samples');
  file.write('# TYPE calls counter\n', 0);
  for (const [index, station] of ['a', 'b"c'].entries())
    for (let at = START; at <= range.end; at += STEP) {
      const calls = Math.round(((at - START) / STEP) ** 1.3) * (index + 1);
      file.write(`calls_total{station=${JSON.stringify(station)}} ${calls} ${at}\n`, 1);
    }
  await file.toBlock(join(folder, 'data'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('recording rules over history', () => {
  it('give what promtool tsdb create-blocks-from rules gives, level after level', async () => {
    const [ours, theirs] = [join(folder, 'ours'), join(folder, 'theirs')];
    cpSync(join(folder, 'data'), ours, { recursive: true });
    cpSync(join(folder, 'data'), theirs, { recursive: true });
    const levels = [[first], [second]];
    /** Evaluations of a group begin at an offset of its own, which is a hash of its name and file. */
    const file = join(folder, 'level.yaml');
    let offset = 0;
    for (const [index, level] of levels.entries()) {
      const rules = level.map(({ name, expr }) => ({ record: name, expr }));
      writeFileSync(file, stringify({ groups: [{ name: 'level', interval: `${STEP}s`, rules }] }));
      const prometheus = await StoredPrometheus.on(folder, theirs);
      const output = join(folder, `blocks-${index}`);
      const args = [
        'tsdb',
        'create-blocks-from',
        'rules',
        `--url=${prometheus.url}`,
        `--output-dir=${output}`,
      ];
      const made = spawnSync('promtool', [...args, `--start=${range.start}`, `--end=${range.end}`, file], {
        encoding: 'utf8',
      });
      await prometheus.stop();
      expect({ status: made.status, said: made.status === 0 ? '' : made.stderr }).toEqual({
        status: 0,
        said: '',
      });
      cpSync(output, theirs, { recursive: true });
      offset ||= await offsetOf(theirs, first.name);
    }
    const shifted = { ...range, start: START + offset };
    await recordLevels(levels, { folder, data: ours, ...shifted }, () => undefined);
    const told = async (data: string): Promise<unknown[]> => {
      const prometheus = await StoredPrometheus.on(folder, data);
      const series = await Promise.all([first, second].map(({ name }) => prometheus.range(name, shifted)));
      await prometheus.stop();
      return series;
    };
    const mine = await told(ours);
    expect(JSON.stringify(mine)).toContain('fleet:calls:increase1h');
    expect(mine).toEqual(await told(theirs));
  }, 120_000);
});

describe('what alerts need', () => {
  const alert = (expr: string) => ({ ...rule('A', expr), holdFor: 0, keepFiringFor: 0, file: 'a.yaml' });
  const isMetric = (word: string): boolean => word === 'calls_total';

  it('is every rule that they read, each level after those that it reads, and the metrics of all', () => {
    const unread = rule('unread', 'calls_total');
    const needed = neededBy(
      { recording: [second, unread, first], alerting: [alert('fleet:calls:increase1h{a="unread"} > 1')] },
      isMetric,
    );
    expect(needed).toEqual({ levels: [[first], [second]], metrics: new Set(['calls_total']) });
  });

  it('is refused where rules go in a circle', () => {
    const circle = [rule('one', 'two'), rule('two', 'one')];
    expect(() => neededBy({ recording: circle, alerting: [alert('one')] }, isMetric)).toThrow(
      /circle: one → two → one/,
    );
  });
});

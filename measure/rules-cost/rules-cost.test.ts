import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';
import { readRules } from '../detect/rules/rule-files.ts';
import { writeBlock } from './blocks/block.ts';
import { flatLabels } from './blocks/sampled-series.ts';
import { evaluate, type RuleCost } from './evaluations.ts';
import { fleetCopies } from './fleet-copies.ts';
import { readGroups } from './groups.ts';
import { type LargeFleet, writeLargeFleet } from './large-fleet.ts';
import { reachOf } from './reach.ts';
import { readSmallFleet, recordSmallFleet, type SmallFleet } from './small-fleet.ts';

const RULES = join(import.meta.dirname, '..', '..', 'alert-rules', 'rules');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-rules-cost-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a block', () => {
  it('is read by Prometheus as it was meant: gaps, steps, fractions, negatives and what is not a number', async () => {
    const start = 1_790_000_000;
    const values = [0, 0, 1, 1.5, -2, 1e300, 5e-324, 0.1, 0.1, NaN, 7, 1_234_567, 1 / 3];
    const offsets = [0, 60, 120, 180, 300, 301, 8000, 8001, 8002, 400_000, 400_060, 400_120, 3_000_000];
    const samples = {
      times: Float64Array.from(offsets, (offset) => (start + offset) * 1000),
      values: Float64Array.from(values),
    };
    const many = Float64Array.from({ length: 500 }, (_, index) => index * 0.7 + (index % 7));
    const times = Float64Array.from(many, (_, index) => (start + index * 60) * 1000);
    const data = join(folder, 'block');
    const series = [
      { labels: flatLabels({ __name__: 'many', station: 'a"b' }), samples: { times, values: many } },
      { labels: flatLabels({ __name__: 'odd', station: 'a' }), samples },
      { labels: flatLabels({ __name__: 'odd', station: 'b' }), samples },
    ];
    writeBlock(data, series, [start * 1000, (start + 3_000_001) * 1000]);
    const prometheus = await StoredPrometheus.on(folder, data);
    const at = async (query: string, end: number) => prometheus.range(query, { start: end, end, step: 1 });
    const points = await Promise.all(offsets.map((offset) => at('odd', start + offset)));
    const sum = await at('sum_over_time(many[9h])', start + 499 * 60);
    await prometheus.stop();
    expect(points.map((answer) => answer.map(({ values: [[, value] = [0, '']] }) => Number(value)))).toEqual(
      values.map((value) => [value, value]),
    );
    expect(Number(sum[0]?.values[0]?.[1])).toBeCloseTo(
      many.reduce((sum, one) => sum + one, 0),
      6,
    );
  });
});

describe('how far back rules read', () => {
  const isSeries = (word: string): boolean => word.startsWith('a:');
  it('is the longest window, with its offset, and goes on through what was recorded', () => {
    const { now, ever } = reachOf(
      [
        { name: 'a:day', expr: 'sum_over_time(a:hour{x="y"}[1d:1h])' },
        { name: 'a:hour', expr: 'increase(raw[1h])' },
        { name: null, expr: 'avg_over_time(a:day[28d] offset 1d) > a:hour offset 7d or a:now > 1' },
        { name: null, expr: 'max_over_time((a:now > 1)[2h:5m])' },
      ],
      isSeries,
    );
    const days = (reach: ReadonlyMap<string, number>) =>
      Object.fromEntries([...reach].map(([name, window]) => [name, window / 86_400]));
    expect(days(now)).toEqual({ 'a:day': 29, 'a:hour': 7, 'a:now': 1 / 12 });
    expect(days(ever)).toEqual({ 'a:day': 29, 'a:hour': 30, 'a:now': 1 / 12 });
  });
});

describe('sixty stations', () => {
  let small: SmallFleet;
  let large: LargeFleet;
  let costs: readonly RuleCost[];
  const groups = readGroups(RULES);
  beforeAll(async () => {
    const rules = readRules(RULES);
    const own = join(folder, 'small');
    small = await readSmallFleet(rules, await recordSmallFleet(rules, 0.2, own), own);
    const data = join(folder, 'data');
    large = writeLargeFleet(small, 3, data);
    costs = await evaluate(groups, { folder, data, at: small.end / 1000 });
  }, 400_000);

  it('have three times the stations of the small fleet, with their own names, ten times the models, one fleet', () => {
    const copies = fleetCopies(
      [
        { __name__: 'a', site: 's', station: 'S-1', model: 'M' },
        { __name__: 'b', model: 'M', firmware: '1' },
        { __name__: 'c' },
      ].map((labels) => ({ labels, samples: { times: new Float64Array(), values: new Float64Array() } })),
      12,
    ).map(({ labels }) => labels.join(' '));
    expect(copies).toHaveLength(12 + 10 + 1);
    expect(new Set(copies).size).toBe(copies.length);
    expect(copies).toContain('__name__ a model M 1 site s-0011 station S-1-0011');
    const stationsOnly = small.scraped.filter(({ labels }) => labels['station'] !== undefined).length;
    expect(large.scraped).toBeGreaterThanOrEqual(3 * stationsOnly);
  });

  it('have every rule of the shipped files evaluated by a real Prometheus, and none fails', () => {
    expect(costs).toHaveLength(groups.flatMap(({ rules }) => rules).length);
    expect(costs.filter(({ failure }) => failure !== null)).toEqual([]);
    expect(costs.reduce((sum, { cpu }) => sum + cpu, 0)).toBeGreaterThan(0);
  });

  it('hold what rules read of each other: old where it is read over days, new where as it is now', () => {
    const oldest = (name: string): number =>
      Math.max(
        ...small.recorded
          .filter(({ labels }) => labels['__name__'] === name)
          .map(({ samples }) => (small.end - (samples.times[0] ?? NaN)) / 3_600_000),
      );
    expect(oldest('connector:ev_charge_visits:increase1h')).toBeGreaterThan(3);
    expect(oldest('fleet:ev_charge_first_charge_success:ratio1d')).toBeLessThanOrEqual(2);
  });
});

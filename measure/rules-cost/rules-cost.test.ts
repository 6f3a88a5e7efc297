import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { StoredPrometheus } from '../detect/prometheus/stored-prometheus.ts';
import { readRules } from '../detect/rules/rule-files.ts';
import { writeBlock } from './blocks/block.ts';
import { flatLabels } from './blocks/sampled-series.ts';
import { type LargeFleet, writeLargeFleet } from './large-fleet.ts';
import { reachOf } from './reach.ts';
import { type RulesCost, runRules } from './rules-run.ts';
import { ScrapeEndpoint } from './scrape-endpoint.ts';
import { type SmallFleet, smallFleet } from './small-fleet.ts';

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
  let cost: RulesCost;
  beforeAll(async () => {
    small = await smallFleet(readRules(RULES), 0.5, join(folder, 'small'));
    const data = join(folder, 'data');
    large = writeLargeFleet(small, 3, data, Math.floor(Date.now() / 60_000) * 60_000);
    const endpoint = new ScrapeEndpoint(large.scraped);
    const target = await endpoint.start();
    const run = { folder, data, rules: RULES, target, scrapeInterval: '2s', mostInterval: 2, evaluations: 2 };
    cost = await runRules(run).finally(() => endpoint.stop());
  }, 180_000);

  it('have three times the stations of the small fleet, with their own names', () => {
    const stations = (labels: readonly string[][]): number =>
      new Set(labels.map((own) => own[own.indexOf('station') + 1])).size;
    const named = large.scraped.map(({ labels }) => [...labels]).filter((own) => own.includes('station'));
    expect(stations(named)).toBe(60);
    expect(new Set(large.scraped.map(({ labels }) => labels.join(' '))).size).toBe(large.scraped.length);
  });

  it('have every group of the shipped rules evaluated by a real Prometheus, and no rule fails', () => {
    expect(cost.failures).toEqual([]);
    expect(cost.groups.length).toBeGreaterThan(20);
    for (const { durations } of cost.groups) {
      expect(durations.length).toBeGreaterThanOrEqual(2);
      expect(Math.min(...durations)).toBeGreaterThan(0);
    }
  });

  it('are found by the rules: what they record is there for every station', () => {
    const recorded = new Set(small.recorded.map(({ labels }) => labels['__name__']));
    expect([...recorded]).toEqual(
      expect.arrayContaining(['connector:ev_charge_visits:increase1h', 'site:ev_charge_visits:increase1d']),
    );
    expect(cost.rules.filter(({ duration }) => duration > 0).length).toBe(cost.rules.length);
  });
});

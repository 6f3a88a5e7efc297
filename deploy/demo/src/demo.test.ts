import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { z } from 'zod';
import { queryOf, type Query } from './summary/prometheus-client.ts';
import { firstChargeSuccess, startSuccess } from './summary/summary.ts';
import { RunningDemo } from './testdata/running-demo.ts';

jest.setTimeout(120_000);

const ENOUGH_MS = 60_000;

const names = z.object({ data: z.array(z.string()) });
const matrix = z.object({
  data: z.object({
    result: z.array(
      z.object({
        metric: z.record(z.string(), z.string()),
        values: z.array(z.tuple([z.number(), z.string()])),
      }),
    ),
  }),
});

describe('a demo with two days of history and six stations', () => {
  let demo: RunningDemo;
  let query: Query;
  let url = '';
  beforeAll(async () => {
    demo = await RunningDemo.start(['--days', '2', '--stations', '6', '--for', '25']);
    url = `http://127.0.0.1:${demo.ports.prometheus}`;
    query = queryOf(url);
    await demo.says('Ctrl-C ends it all.', ENOUGH_MS);
  });
  afterAll(() => demo.clear());

  const value = async (expression: string): Promise<number> => (await query(expression))[0]?.value ?? NaN;

  it('answers both KPIs from a real Prometheus, over the history', async () => {
    const month = await value(startSuccess('3d'));
    expect(month).toBeGreaterThan(0.5);
    expect(month).toBeLessThanOrEqual(1);
    expect(await value(firstChargeSuccess('3d'))).toBeGreaterThan(0.5);
    expect(await value('sum(increase(ev_charge_flows_total[3d]))')).toBeGreaterThan(100);
  });

  it('has live stations in it', async () => {
    await eventually(async () => (await value('sum(ev_station_connected)')) === 6);
    await eventually(async () => (await value('sum(increase(ev_station_messages_total[20s]))')) > 0);
  });

  it('lets every counter go on over the seam', async () => {
    await eventually(async () => (await value('min(count_over_time(ev_station_connected[15s]))')) >= 2);
    const labels = await fetch(`${url}/api/v1/label/__name__/values`);
    const counters = names
      .parse(await labels.json())
      .data.filter((name) => /^ev_.*_(total|bucket|count|sum)$/.test(name));
    expect(counters.length).toBeGreaterThan(20);
    const fell: string[] = [];
    for (const counter of counters)
      if ((await value(`sum(resets(${counter}[3d]))`)) !== 0) fell.push(counter);
    expect(fell).toEqual([]);
  });

  it('has the same series on both sides of the seam, and no gap that a query would see', async () => {
    const raw = await fetch(`${url}/api/v1/query?query=ev_station_connected_seconds_total[30m]`);
    const { result } = matrix.parse(await raw.json()).data;
    expect(result).toHaveLength(6);
    for (const { metric, values } of result) {
      expect(metric).toMatchObject({ job: 'firstcharge', instance: 'firstcharge' });
      const gaps = values.slice(1).map(([at], index) => at - (values[index]?.[0] ?? 0));
      expect(Math.max(...gaps)).toBeLessThan(180);
      // Dense samples of the history, and after them those of the scrapes.
      expect(gaps.filter((gap) => gap === 60).length).toBeGreaterThan(20);
      expect(gaps.at(-1)).toBeLessThan(10);
    }
  });

  it('keeps in the ledger and the log what it tells about', () => {
    expect(existsSync(join(demo.folder, 'collector', 'ledger.sqlite'))).toBe(true);
    expect(existsSync(join(demo.folder, 'history.jsonl'))).toBe(true);
  });

  it('ends by itself after its time, with nothing left behind', async () => {
    expect(demo.processes().length).toBeGreaterThan(5);
    expect(await demo.ends()).toBe(0);
    expect(demo.output).toContain('all programs have ended');
    await eventually(() => Promise.resolve(demo.processes().length === 0));
  });
});

describe('a demo without history', () => {
  let demo: RunningDemo;
  afterEach(() => demo.clear());

  it('ends on Ctrl-C with nothing left behind', async () => {
    demo = await RunningDemo.start(['--no-history', '--stations', '4']);
    await demo.says('the first stations are connected', ENOUGH_MS);
    demo.process.kill('SIGINT');
    expect(await demo.ends()).toBe(0);
    await eventually(() => Promise.resolve(demo.processes().length === 0));
  });

  it('leaves nothing behind even when it is killed', async () => {
    demo = await RunningDemo.start(['--no-history', '--stations', '4']);
    await demo.says('CPMS, MQTT broker, collector, Prometheus and Alertmanager are ready', ENOUGH_MS);
    demo.process.kill('SIGKILL');
    await demo.ends();
    await eventually(() => Promise.resolve(demo.processes().length === 0));
  });

  it('says which program ended by itself, with its last lines', async () => {
    demo = await RunningDemo.start(['--no-history', '--stations', '4']);
    await demo.says('CPMS, MQTT broker, collector, Prometheus and Alertmanager are ready', ENOUGH_MS);
    process.kill(demo.processOf('prometheus --config.file'), 'SIGKILL');
    expect(await demo.ends()).toBe(1);
    expect(demo.output).toMatch(
      /The Prometheus server ended by itself \(SIGKILL\)\. Its last lines, from .*prometheus\.log:\n/,
    );
    await eventually(() => Promise.resolve(demo.processes().length === 0));
  });
});

/** Waits until it holds; whatever is still starting may refuse to answer. */
async function eventually(holds: () => Promise<boolean>, deadlineMs = 40_000): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > deadline) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

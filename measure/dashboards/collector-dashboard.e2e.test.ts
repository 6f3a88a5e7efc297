import { Station16 } from '@firstcharge/collector/service/testkit/charging-station.ts';
import { until } from '@firstcharge/collector/service/testkit/processes.ts';
import { COLLECTOR } from '@firstcharge/dashboards/collector.ts';
import { dashboardOf } from '@firstcharge/dashboards/dashboard.ts';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AlertingBench } from '../alerting/alerting-bench.ts';
import { emptyPanels, firstChoices, prometheusAt } from './asked.ts';

const bench = new AlertingBench();
let station: Station16 | null = null;
beforeAll(async () => {
  await bench.start();
  station = new Station16('CS-1', bench.stationsPort);
  await station.start();
}, 90_000);
afterAll(async () => {
  await station?.stop().catch(() => undefined);
  await bench.stop();
});

/** Only exporters that send have a queue, and this collector is scraped. */
const EMPTY_HERE = ['Queues'];

it('every panel of Collector but for queues shows something of a collector with one station', async () => {
  const dashboard = dashboardOf(COLLECTOR);
  const prometheus = prometheusAt(bench.chain.prometheus);
  let empty: string[] = [];
  const filled = until(
    'panels are filled',
    async () => {
      const now = Math.floor(Date.now() / 1000);
      const choices = await firstChoices(dashboard, prometheus, now);
      const variables = { ...choices, __range: '1m', __rate_interval: '30s' };
      const shown = { start: now - 60, end: now, step: 5 };
      empty = await emptyPanels(dashboard, prometheus, { shown, variables });
      return empty.length <= EMPTY_HERE.length;
    },
    30_000,
  );
  await filled.catch(() => undefined);
  expect(empty).toEqual(EMPTY_HERE);
}, 60_000);

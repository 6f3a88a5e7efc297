import { Station16 } from '@firstcharge/collector/service/testkit/charging-station.ts';
import { until } from '@firstcharge/collector/service/testkit/processes.ts';
import { figure, figureTable, writeFigures } from '../figures/figures.ts';
import { AlertingBench } from './alerting-bench.ts';

/** How often the fault is raised; the slowest counts. */
const ROUNDS = 10;
const ALERT = { alertname: 'SafetyFault', station: 'CS-1' } as const;

const bench = new AlertingBench();
let station: Station16 | null = null;
const seconds: number[] = [];
try {
  await bench.start();
  station = new Station16('CS-1', bench.stationsPort);
  await station.start();
  for (let round = 0; round < ROUNDS; round += 1) {
    bench.webhook.alerts.length = 0;
    // Not in step with the scrapes.
    await new Promise((resolve) => setTimeout(resolve, 137 * round));
    const said = Date.now();
    await station.report('GroundFailure');
    const { at } = await until('it is notified', () => bench.webhook.find('firing', ALERT), 30_000);
    seconds.push((at - said) / 1_000);
    await station.report('NoError');
    await until('it is over', () => bench.webhook.find('resolved', ALERT), 30_000);
  }
} finally {
  await station?.stop().catch(() => undefined);
  await bench.stop();
}
const sorted = seconds.toSorted((one, other) => one - other);
const figures = [
  figure('P11', 'fault on the wire to webhook, slowest of 10, 1 s scrape', sorted.at(-1) ?? NaN, 's', '<= 3'),
  figure('P11.median', 'the same, median', sorted[ROUNDS / 2] ?? NaN, 's', ''),
];
process.stdout.write(`${figureTable(figures)}\n`);
if (!writeFigures('latency', figures)) process.exitCode = 1;

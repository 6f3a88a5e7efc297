import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readRules } from '../detect/rules/rule-files.ts';
import { figure, figureTable, table, writeFigures } from '../figures/figures.ts';
import { writeLargeFleet } from './large-fleet.ts';
import { runRules } from './rules-run.ts';
import { ScrapeEndpoint } from './scrape-endpoint.ts';
import { smallFleet } from './small-fleet.ts';

/** Stations of the small fleet. */
const SMALL = 20;
const PROJECT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: {
    stations: { type: 'string', default: '10000' },
    days: { type: 'string', default: '30' },
    evaluations: { type: 'string', default: '2' },
    rules: { type: 'string', default: join(PROJECT, 'alert-rules', 'rules') },
    folder: { type: 'string', default: join(tmpdir(), `firstcharge-rules-cost-${process.pid}`) },
    /** So many of the dearest rules are printed. */
    dearest: { type: 'string', default: '10' },
  },
});
const began = performance.now();
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);
};
const stations = Number(values.stations);
mkdirSync(values.folder, { recursive: true });
try {
  const small = await smallFleet(readRules(values.rules), Number(values.days), join(values.folder, 'small'));
  say(`${SMALL} stations: ${small.scraped.length} series scraped, ${small.recorded.length} recorded`);
  const data = join(values.folder, 'data');
  const end = Math.floor(Date.now() / 60_000) * 60_000;
  const large = writeLargeFleet(small, stations / SMALL, data, end);
  say(
    `${stations} stations: ${large.scraped.length} series scraped, ${large.seriesRecorded} recorded, ${large.samples} samples`,
  );
  const endpoint = new ScrapeEndpoint(large.scraped);
  const target = await endpoint.start();
  const cost = await runRules({
    folder: values.folder,
    data,
    rules: values.rules,
    target,
    scrapeInterval: '1m',
    mostInterval: 240,
    evaluations: Number(values.evaluations),
  }).finally(() => endpoint.stop());
  const shares = cost.groups.map(({ name, interval, durations }) => {
    const worst = Math.max(...durations);
    const mean = durations.reduce((sum, one) => sum + one, 0) / durations.length;
    return { name, interval, worst, mean, share: worst / interval };
  });
  const rows = shares.map(({ name, interval, worst, mean, share }) => [
    name,
    `${interval}`,
    mean.toFixed(2),
    worst.toFixed(2),
    `${(share * 100).toFixed(1)} %`,
  ]);
  process.stdout.write(`${table([['group', 'interval s', 'mean s', 'worst s', 'share'], ...rows])}\n\n`);
  const dearest = cost.rules.toSorted((one, other) => other.duration - one.duration);
  const texts = dearest
    .slice(0, Number(values.dearest))
    .map(({ group, name, duration }) => [group, name, duration.toFixed(2)]);
  process.stdout.write(`${table([['group', 'dearest rules', 's'], ...texts])}\n\n`);
  for (const failure of cost.failures) say(failure);
  const all = shares.reduce((sum, { share }) => sum + share, 0);
  const figures = [
    figure(
      'P13.rules',
      `all groups over ${stations} stations, worst evaluations`,
      all,
      'of interval',
      '<= 0.5',
    ),
    figure(
      'P13.group',
      'the dearest group',
      Math.max(...shares.map(({ share }) => share)),
      'of interval',
      '',
    ),
    figure('P13.failures', 'rules that failed', cost.failures.length, 'rules', '= 0'),
    figure('P13.series', 'series scraped', large.scraped.length, 'series', ''),
    figure('P13.samples', 'samples in blocks', large.samples, 'samples', ''),
  ];
  process.stdout.write(`${figureTable(figures)}\n`);
  if (!writeFigures('rules-cost', figures)) process.exitCode = 1;
} finally {
  rmSync(values.folder, { recursive: true, force: true });
}

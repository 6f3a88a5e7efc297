import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readRules } from '../detect/rules/rule-files.ts';
import { figure, figureTable, table, writeFigures } from '../figures/figures.ts';
import { evaluate } from './evaluations.ts';
import { readGroups } from './groups.ts';
import { writeLargeFleet } from './large-fleet.ts';
import { readSmallFleet, recordSmallFleet } from './small-fleet.ts';

/** Of the reference machine. */
const CORES = 2;
/** Stations of the small fleet. */
const SMALL = 20;
const PROJECT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: {
    stations: { type: 'string', default: '10000' },
    days: { type: 'string', default: '30' },
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
  const rules = readRules(values.rules);
  const kept = join(values.folder, 'small');
  const small = await readSmallFleet(rules, await recordSmallFleet(rules, Number(values.days), kept), kept);
  say(`${SMALL} stations: ${small.scraped.length} series scraped, ${small.recorded.length} recorded`);
  const data = join(values.folder, 'data');
  const large = writeLargeFleet(small, stations / SMALL, data);
  say(`${stations} stations: ${large.samples} samples of ${large.scraped + large.recorded} series`);
  const groups = readGroups(values.rules);
  const costs = await evaluate(groups, { folder: values.folder, data, at: small.end / 1000 });
  const shares = groups.map(({ name, interval }) => {
    const cpu = costs.filter(({ group }) => group === name).reduce((sum, rule) => sum + rule.cpu, 0);
    return { name, interval, cpu, share: cpu / interval };
  });
  const rows = shares.map(({ name, interval, cpu, share }) => [
    name,
    `${interval}`,
    cpu.toFixed(2),
    `${(share * 100).toFixed(1)} %`,
  ]);
  const dearest = costs.toSorted((one, other) => other.cpu - one.cpu).slice(0, Number(values.dearest));
  const texts = dearest.map(({ group, name, cpu }) => [group, name, cpu.toFixed(2)]);
  const failures = costs.flatMap(({ name, failure }) => (failure === null ? [] : [`${name}: ${failure}`]));
  const figures = [
    figure(
      'P13.rules',
      `all groups over ${stations} stations, in their intervals`,
      shares.reduce((sum, { share }) => sum + share, 0) / CORES,
      `of ${CORES} cores`,
      '<= 0.5',
    ),
    figure(
      'P13.group',
      'the dearest group',
      Math.max(...shares.map(({ share }) => share)),
      'of interval',
      '',
    ),
    figure('P13.failures', 'rules that failed', failures.length, 'rules', '= 0'),
    figure('P13.scraped', 'series of the collector that rules read', large.scraped, 'series', ''),
    figure('P13.recorded', 'series that rules record and read', large.recorded, 'series', ''),
    figure('P13.samples', 'samples in blocks', large.samples, 'samples', ''),
  ];
  process.stdout.write(
    `${[
      table([['group', 'interval s', 'CPU s', 'share'], ...rows]),
      table([['group', 'dearest rules', 'CPU s'], ...texts]),
      ...failures,
      figureTable(figures),
    ].join('\n\n')}\n`,
  );
  if (!writeFigures('rules-cost', figures)) process.exitCode = 1;
} finally {
  rmSync(values.folder, { recursive: true, force: true });
}

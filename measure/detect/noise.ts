import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { figure, figureTable, table, writeFigures } from '../figures/figures.ts';
import { scoresOf, type Scores } from './comparison/scores.ts';
import { ALERT_HEAD, alertRows } from './comparison/tables.ts';
import { measuredRules } from './rules/measured-rules.ts';
import { QUIET, quietScenario } from './scenario/quiet.ts';
import { runWaves } from './run-waves.ts';

/** Stations of the fleet that the budget speaks of. */
const FLEET = 3000;
const WEEK_MS = 7 * 86_400_000;
const PROJECT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: {
    /** Fleets by which tickets and pages are counted, one a seed. */
    seeds: { type: 'string', default: '201,202,203,204' },
    /** More fleets, by which only pages are counted: these are rare, and their rules need a fifth of the time. */
    'page-seeds': { type: 'string', default: '' },
    /** Of twenty stations at four sites. */
    groups: { type: 'string', default: '1' },
    days: { type: 'string', default: '56' },
    'warm-up': { type: 'string', default: '14' },
    parallel: { type: 'string', default: '2' },
    rules: { type: 'string', default: join(PROJECT, 'alert-rules', 'rules') },
    inhibition: { type: 'string', default: join(PROJECT, 'alert-rules', 'alertmanager.example.yaml') },
    folder: { type: 'string', default: join(tmpdir(), `firstcharge-noise-${process.pid}`) },
    /** Leaves what was simulated in the folder, as `make detect` does. */
    keep: { type: 'boolean', default: false },
    details: { type: 'string' },
  },
});
const began = performance.now();
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);
};
const { rules, inhibition, folder, keep } = values;
const seedsOf = (list: string): number[] =>
  list
    .split(',')
    .filter((seed) => seed !== '')
    .map(Number);
const fleets = async (seeds: readonly number[], alerts: string): Promise<Scores> => {
  const scenarios = seeds.map((seed) => ({
    name: `fleet-${seed}`,
    scenario: quietScenario({
      seed,
      days: Number(values.days),
      groups: Number(values.groups),
      background: QUIET,
    }),
  }));
  const parallel = Number(values.parallel);
  const results = await runWaves(scenarios, { folder, rules, inhibition, keep, alerts, parallel, say });
  return scoresOf(results, Number(values['warm-up']) * 86_400_000);
};
const whole = await fleets(seedsOf(values.seeds), '.*');
const paging = new Set(
  measuredRules(rules)
    .alerting.filter(({ labels }) => labels['severity'] === 'page')
    .map(({ name }) => name),
);
const pagesOnly = await fleets(seedsOf(values['page-seeds']), [...paging].join('|'));
const told = [...whole.judged, ...pagesOnly.judged];
if (values.details !== undefined)
  writeFileSync(values.details, told.map((one) => `${JSON.stringify(one)}\n`).join(''));

const ofSeverity = (judged: Scores['judged'], severity: string): Scores['judged'] =>
  judged.filter(({ alert }) => alert.labels['severity'] === severity);
const tickets = ofSeverity(whole.judged, 'ticket');
/** Who already has a ticket gets no second one in the same week, by whatever alert. */
const places = new Set(
  tickets.map(({ alert: { labels, start } }) =>
    [labels['site'], labels['station'], labels['evse'], Math.floor(start / WEEK_MS)].join(' '),
  ),
);
const pageWeeks = whole.stationWeeks + pagesOnly.stationWeeks;
const weekly = (count: number, stationWeeks: number): number => (count / stationWeeks) * FLEET;
const figures = [
  figure(
    'N1',
    `pages a week, scaled to ${FLEET} stations`,
    weekly(ofSeverity(told, 'page').length, pageWeeks),
    'pages',
    '<= 2',
  ),
  figure('N1.observed', 'pages observed for', pageWeeks, 'station-weeks', ''),
  figure(
    'N2',
    `tickets a week, scaled to ${FLEET} stations`,
    weekly(places.size, whole.stationWeeks),
    'tickets',
    '<= 60',
  ),
  figure(
    'N2.alerts',
    'alerts of ticket severity behind them',
    weekly(tickets.length, whole.stationWeeks),
    'alerts',
    '',
  ),
  figure('N2.observed', 'tickets observed for', whole.stationWeeks, 'station-weeks', ''),
  figure(
    'N3',
    'tickets and pages where something was wrong',
    told.length === 0 ? 1 : told.filter(({ right }) => right).length / told.length,
    'ratio',
    '',
  ),
];
process.stdout.write(
  `${table([ALERT_HEAD, ...alertRows({ ...whole, judged: told })])}\n\n${figureTable(figures)}\n`,
);
if (!writeFigures('noise', figures)) process.exitCode = 1;

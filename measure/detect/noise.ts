import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { figure, figureTable, table, writeFigures } from '../figures/figures.ts';
import { scoresOf } from './comparison/scores.ts';
import { ALERT_HEAD, alertRows } from './comparison/tables.ts';
import { readInhibitRules } from './evaluator/inhibition.ts';
import { measuredRules } from './rules/measured-rules.ts';
import { quietScenario } from './scenario/quiet.ts';
import { runWave, type WaveResult } from './wave-run.ts';

/** Stations of the fleet that the budget speaks of. */
const FLEET = 3000;
const PROJECT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: {
    /** Fleets, one a seed. */
    seeds: { type: 'string', default: '101,102,103,104,105' },
    /** Of four sites with twenty stations each. */
    groups: { type: 'string', default: '3' },
    days: { type: 'string', default: '28' },
    'warm-up': { type: 'string', default: '14' },
    background: { type: 'string', default: '0.3' },
    rules: { type: 'string', default: join(PROJECT, 'alert-rules', 'rules') },
    inhibition: { type: 'string', default: join(PROJECT, 'alert-rules', 'alertmanager.example.yaml') },
    folder: { type: 'string', default: join(tmpdir(), `firstcharge-noise-${process.pid}`) },
  },
});
const began = performance.now();
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);
};
const rules = measuredRules(values.rules);
const inhibitRules = existsSync(values.inhibition) ? readInhibitRules(values.inhibition) : [];
const results: WaveResult[] = [];
for (const seed of values.seeds.split(',').map(Number)) {
  say(`seed ${seed}`);
  const [days, groups, background] = [values.days, values.groups, values.background].map(Number);
  if (days === undefined || groups === undefined || background === undefined) throw new Error('no size');
  const scenario = quietScenario({ seed, days, groups, background });
  results.push(await runWave(scenario, { folder: values.folder, rules, inhibitRules, say }));
}
const scores = scoresOf(results, Number(values['warm-up']) * 86_400_000);
const weekly = (severity: string, least = false): number => {
  const told = scores.judged.filter(({ alert }) => alert.labels['severity'] === severity);
  // One place is one ticket, however often and by how many alerts it is named.
  const places = new Set(
    told.map(({ alert: { labels } }) => `${labels['site']} ${labels['station']} ${labels['evse']}`),
  );
  return ((least ? places.size : told.length) / scores.stationWeeks) * FLEET;
};
const figures = [
  figure('N1', `pages a week, scaled to ${FLEET} stations`, weekly('page'), 'pages', '<= 2'),
  figure('N2', `tickets a week, scaled to ${FLEET} stations`, weekly('ticket'), 'tickets', '<= 60'),
  figure('N2.places', 'of these, different places', weekly('ticket', true), 'places', ''),
  figure('N3', 'observed for', scores.stationWeeks, 'station-weeks', ''),
  figure(
    'N4',
    'alerts where something was wrong',
    scores.judged.filter(({ right }) => right).length / scores.judged.length,
    'ratio',
    '',
  ),
];
process.stdout.write(`${table([ALERT_HEAD, ...alertRows(scores)])}\n\n${figureTable(figures)}\n`);
if (!writeFigures('noise', figures)) process.exitCode = 1;

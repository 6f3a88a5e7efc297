import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tmpdir } from 'node:os';
import { figureTable, table, writeFigures } from '../figures/figures.ts';
import { detectFigures } from './comparison/detect-figures.ts';
import { scoresOf } from './comparison/scores.ts';
import { ALERT_HEAD, alertRows, FAMILY_HEAD, familyRows, RAMP_HEAD, rampRows } from './comparison/tables.ts';
import { detectionPage, TUNED_WAVES } from './detection-page.ts';
import { runWaves } from './run-waves.ts';
import { waveScenario } from './scenario/wave.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** Of twenty stations each. */
    waves: { type: 'string', default: '10' },
    /** The first one, to run some of them. */
    from: { type: 'string', default: '0' },
    days: { type: 'string', default: '30' },
    /** At a time: each takes a core, and a Prometheus of its own. */
    parallel: { type: 'string', default: '2' },
    /** One wave of two weeks. */
    small: { type: 'boolean', default: false },
    /** Only these alerts, a regular expression: what is missed is then no news, and the page is not written. */
    alerts: { type: 'string' },
    rules: { type: 'string', default: join(PROJECT, 'alert-rules', 'rules') },
    inhibition: { type: 'string', default: join(PROJECT, 'alert-rules', 'alertmanager.example.yaml') },
    folder: { type: 'string', default: join(tmpdir(), `firstcharge-detect-${process.pid}`) },
    /** Leaves what was simulated in the folder: the next run there with the same waves only evaluates rules. */
    keep: { type: 'boolean', default: false },
    /** Writes docs/detection.md, as a run of full size does in any case. */
    page: { type: 'boolean', default: false },
    /** A file for every alert and every fault, one JSON line each. */
    details: { type: 'string' },
  },
});
const waves = values.small ? 1 : Number(values.waves);
const days = values.small ? 14 : Number(values.days);
/** The rules look back two weeks. */
const warmUp = Math.min(14, days * 0.5);
const began = performance.now();
const say = (text: string): void => {
  process.stderr.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${text}\n`);
};

const first = Number(values.from);
const scenarios = Array.from({ length: waves }, (_, turn) => ({
  name: `wave-${first + turn}`,
  scenario: waveScenario({ seed: Number(values.seed), index: first + turn, days, warmUp }),
}));
const { folder, rules, inhibition, keep, alerts: asked = '.*' } = values;
const results = await runWaves(scenarios, {
  ...{ folder, rules, inhibition, keep, alerts: asked },
  parallel: Number(values.parallel),
  say,
});
const warmUpMs = warmUp * 86_400_000;
const scores = scoresOf(results, warmUpMs);
const figures = detectFigures(scores);
const heldOut = detectFigures(scoresOf(results.slice(Math.max(0, TUNED_WAVES - first)), warmUpMs));
const families = table([FAMILY_HEAD, ...familyRows(scores)]);
const ramps = table([RAMP_HEAD, ...rampRows(scores)]);
const alerts = table([ALERT_HEAD, ...alertRows(scores)]);
process.stdout.write(`${[families, ramps, alerts, figureTable(figures)].join('\n\n')}\n`);
if (values.details !== undefined) {
  const lines = [...scores.found, ...scores.judged].map((one) => `${JSON.stringify(one)}\n`);
  writeFileSync(values.details, lines.join(''));
}
const size = { seed: Number(values.seed), stations: waves * 20, days, warmUp };
const isFull = waves >= 10 && days >= 30;
if (values.alerts === undefined && (isFull || values.page))
  writeFileSync(
    join(PROJECT, 'docs', 'detection.md'),
    detectionPage(scores, { all: figures, heldOut }, size),
  );
if (values.alerts === undefined && !writeFigures('detect', figures)) process.exitCode = 1;

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { tmpdir } from 'node:os';
import { figureTable, table, writeFigures } from '../figures/figures.ts';
import { detectFigures } from './comparison/detect-figures.ts';
import { scoresOf } from './comparison/scores.ts';
import { ALERT_HEAD, alertRows, FAMILY_HEAD, familyRows, RAMP_HEAD, rampRows } from './comparison/tables.ts';
import { detectionPage } from './detection-page.ts';
import { readInhibitRules } from './evaluator/inhibition.ts';
import { measuredRules } from './rules/measured-rules.ts';
import { waveScenario } from './scenario/wave.ts';
import { runWave, type WaveResult } from './wave-run.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    /** Of twenty stations each. */
    waves: { type: 'string', default: '10' },
    /** The first one, to run some of them. */
    from: { type: 'string', default: '0' },
    days: { type: 'string', default: '30' },
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

const rules = measuredRules(values.rules, new RegExp(`^(?:${values.alerts ?? '.*'})$`));
const inhibitRules = existsSync(values.inhibition) ? readInhibitRules(values.inhibition) : [];
const results: WaveResult[] = [];
for (let index = Number(values.from); index < Number(values.from) + waves; index += 1) {
  say(`wave ${index}`);
  const scenario = waveScenario({ seed: Number(values.seed), index, days, warmUp });
  const folder = join(values.folder, `wave-${index}`);
  results.push(await runWave(scenario, { folder, rules, inhibitRules, say, keep: values.keep }));
}
const scores = scoresOf(results, warmUp * 86_400_000);
const figures = detectFigures(scores);
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
  writeFileSync(join(PROJECT, 'docs', 'detection.md'), detectionPage(scores, figures, size));
if (values.alerts === undefined && !writeFigures('detect', figures)) process.exitCode = 1;

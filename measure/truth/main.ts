import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { figureTable, writeFigures } from '../figures/figures.ts';
import { confusionOf, confusionTable, mistakes, worstBehaviours } from './comparison.ts';
import { truthFigures } from './truth-figures.ts';
import { measureTruth, type TruthResult } from './truth.ts';
import { QUESTIONS } from './verdicts.ts';

const SCENARIO = join(import.meta.dirname, '..', '..', 'simulator', 'scenarios', 'truth-all.yaml');
const LEAST_FLOWS = 20_000;

const { values } = parseArgs({
  options: {
    /** Runs, one a seed. */
    seeds: { type: 'string', default: '21,7,4242' },
    scenario: { type: 'string', default: SCENARIO },
    days: { type: 'string' },
    /** A folder for the logs, truths and inventories of the runs. */
    keep: { type: 'string' },
    /** A file for every wrong answer, one JSON line each, both sides whole. */
    wrong: { type: 'string' },
  },
});

const runs: TruthResult[] = [];
for (const seed of values.seeds.split(',').map(Number)) {
  process.stderr.write(`seed ${seed}\n`);
  runs.push(
    await measureTruth({
      scenario: values.scenario,
      seed,
      ...(values.days === undefined ? {} : { days: Number(values.days) }),
      ...(values.keep === undefined ? {} : { keep: join(values.keep, String(seed)) }),
    }),
  );
}

const matches = runs.flatMap((run) => run.matches);
if (values.wrong !== undefined) {
  writeFileSync(values.wrong, '');
  for (const { seed, matches: flows } of runs)
    for (const match of flows) {
      const wrong = QUESTIONS.filter((question) => question.asked(match) && !question.right(match));
      if (wrong.length === 0) continue;
      const line = { seed, wrong: wrong.map((question) => question.name), ...match };
      appendFileSync(values.wrong, `${JSON.stringify(line)}\n`);
    }
}

const figures = truthFigures(runs, values.scenario === SCENARIO ? LEAST_FLOWS : 0);
const lines = [
  'Outcome, truth against trackers:',
  confusionTable(confusionOf(matches)),
  '',
  'Told wrong, by behaviour:',
  worstBehaviours(matches),
  '',
  'What was told instead, and by which rule:',
  mistakes(matches),
  '',
  figureTable(figures),
];
process.stdout.write(`${lines.join('\n')}\n`);
if (!writeFigures('truth', figures)) process.exitCode = 1;

import { join } from 'node:path';
import { figure, figureTable, writeFigures } from '../figures/figures.ts';
import { confusionOf, confusionTable, worstBehaviours } from './comparison.ts';
import { measureTruth, sameOutcome } from './truth.ts';

const SCENARIO = join(import.meta.dirname, '..', '..', 'simulator', 'scenarios', 'truth.yaml');
const LEAST_FLOWS = 5_000;

const { matches, figures } = await measureTruth({ scenario: SCENARIO });
const flows = figure(
  'T0',
  'true flows that ended',
  matches.filter((match) => match.truth).length,
  'flows',
  `>= ${LEAST_FLOWS}`,
);
const all = [flows, ...figures.filter((entry) => entry.id !== 'T0')];
const lines = [
  'Outcome, truth against trackers:',
  confusionTable(confusionOf(matches)),
  '',
  'Told wrong, by behaviour:',
  worstBehaviours(matches, sameOutcome),
  '',
  figureTable(all),
];
process.stdout.write(`${lines.join('\n')}\n`);
if (!writeFigures('truth', all)) process.exitCode = 1;

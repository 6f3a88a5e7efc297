import { parseArgs } from 'node:util';
import { figureTable, table, writeFigures } from '../figures/figures.ts';
import { fuzz, type FuzzResult } from './fuzz.ts';
import { fuzzFigures } from './fuzz-figures.ts';

const LEAST_FRAMES = 1_000_000;

const { values } = parseArgs({
  options: {
    /** Runs, one a seed. */
    seeds: { type: 'string', default: '1,7,42,4711' },
    /** Of all runs together. */
    frames: { type: 'string', default: String(LEAST_FRAMES) },
  },
});

const seeds = values.seeds.split(',').map(Number);
const frames = Number(values.frames);
const runs: FuzzResult[] = [];
for (const seed of seeds) {
  const onProgress = (sent: number): void => void process.stderr.write(`seed ${seed}: ${sent} frames\n`);
  runs.push(fuzz({ seed, frames: Math.ceil(frames / seeds.length), onProgress }));
}

const mutations = new Map<string, number>();
for (const { byMutation } of runs)
  for (const [name, count] of byMutation) mutations.set(name, (mutations.get(name) ?? 0) + count);
const figures = fuzzFigures(runs, LEAST_FRAMES);
const lines = [
  'Frames, by how they were spoilt:',
  table(
    [...mutations].sort(([, one], [, other]) => other - one).map(([name, count]) => [name, String(count)]),
  ),
  ...runs.flatMap(({ thrown, leaks }) => [...thrown, ...leaks.map((leak) => `identity: ${leak}`)]),
  '',
  figureTable(figures),
];
process.stdout.write(`${lines.join('\n')}\n`);
if (!writeFigures('fuzz', figures)) process.exitCode = 1;

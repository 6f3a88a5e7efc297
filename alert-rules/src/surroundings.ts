import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCases, type CasesOf } from './cases.ts';
import { knownMetrics } from './known-metrics.ts';
import type { Surroundings } from './lint.ts';

/** Runbooks, cases and metrics as they are in the folder. */
export function readSurroundings(folder: string): Surroundings {
  const texts = (name: string, ending: string): [string, string][] =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith(ending))
      .map((file) => [file.slice(0, -ending.length), readFileSync(join(folder, name, file), 'utf8')]);
  const cases = new Map<string, CasesOf>();
  for (const [, text] of texts('tests', '.yaml')) readCases(text, cases);
  return { runbooks: new Map(texts('runbooks', '.md')), cases, metrics: knownMetrics() };
}

import { createHash } from 'node:crypto';
import { existsSync, globSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import { z } from 'zod';
import type { FiredAlert } from '../evaluator/fired-alert.ts';
import type { Rules } from '../rules/rule-files.ts';

const note = z.object({ scenario: z.string(), metrics: z.array(z.string()), samples: z.number() });

const digestOf = (made: unknown): string => createHash('sha256').update(JSON.stringify(made)).digest('hex');

/** Writes beside the blocks of a wave what they were made of. */
export function noteHistory(
  folder: string,
  made: { readonly scenario: Scenario; readonly metrics: ReadonlySet<string>; readonly samples: number },
): void {
  const { metrics, samples } = made;
  const text = JSON.stringify({ scenario: digestOf(made.scenario), metrics: [...metrics], samples });
  writeFileSync(join(folder, 'history.json'), text);
}

/** The samples of a wave that was kept; null: none, of another scenario, or without a metric that rules read now. */
export function keptSamples(
  folder: string,
  wanted: { readonly scenario: Scenario; readonly metrics: ReadonlySet<string> },
): number | null {
  const path = join(folder, 'history.json');
  if (!existsSync(path)) return null;
  const kept = note.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!kept.success || kept.data.scenario !== digestOf(wanted.scenario)) return null;
  const metrics = new Set(kept.data.metrics);
  return [...wanted.metrics].every((metric) => metrics.has(metric)) ? kept.data.samples : null;
}

const firings = z.object({
  rules: z.string(),
  fired: z.array(
    z.object({
      name: z.string(),
      start: z.number(),
      end: z.number().nullable(),
      labels: z.record(z.string(), z.string()),
    }),
  ),
});

/** Writes beside the blocks of a wave what rules made of them. */
export function noteFirings(folder: string, rules: Rules, fired: readonly FiredAlert[]): void {
  writeFileSync(join(folder, 'firings.json'), JSON.stringify({ rules: digestOf(rules), fired }));
}

/** What the same rules made of the wave before; null: nothing is known of that. */
export function keptFirings(folder: string, rules: Rules): readonly FiredAlert[] | null {
  const path = join(folder, 'firings.json');
  if (!existsSync(path)) return null;
  const kept = firings.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return kept.success && kept.data.rules === digestOf(rules) ? kept.data.fired : null;
}

/** The blocks of `raw` once more in `data`, without a copy of their bytes, so that recording rules may add theirs. */
export function linkBlocks(raw: string, data: string): void {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true });
  for (const file of globSync('*/{meta.json,index,tombstones,chunks/*}', { cwd: raw })) {
    const target = join(data, file);
    mkdirSync(dirname(target), { recursive: true });
    linkSync(join(raw, file), target);
  }
}

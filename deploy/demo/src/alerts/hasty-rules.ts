import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';

const rule = z.looseObject({ for: z.string().optional(), keep_firing_for: z.string().optional() });
const ruleFile = z.object({
  groups: z.array(z.looseObject({ name: z.string(), interval: z.string().optional(), rules: z.array(rule) })),
});

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** Seconds of a Prometheus duration such as `1h30m`. */
export const secondsOf = (duration: string): number =>
  [...duration.matchAll(/(\d+)([smhd])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (SECONDS[unit ?? ''] ?? 0),
    0,
  );

/** How impatient the rules are made. */
export interface Haste {
  /** Waiting times and intervals become this share of the shipped ones: 0.1 is ten times as quick. */
  readonly share: number;
  /** No interval becomes shorter, seconds. */
  readonly leastInterval: number;
}

/**
 * Copies the shipped rule files with shorter waits, for people and tests who want to see an alert at once. Expressions,
 * labels and annotations stay as they are.
 */
export function writeHastyRules(from: string, to: string, { share, leastInterval }: Haste): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const wait = (duration: string): string => `${Math.round(secondsOf(duration) * share)}s`;
  const interval = (duration: string): string =>
    `${Math.max(leastInterval, Math.round(secondsOf(duration) * share))}s`;
  for (const name of readdirSync(from).filter((file) => file.endsWith('.yaml'))) {
    const { groups } = ruleFile.parse(parse(readFileSync(join(from, name), 'utf8')));
    const hasty = groups.map((group) => ({
      ...group,
      ...(group.interval !== undefined && { interval: interval(group.interval) }),
      rules: group.rules.map((each) => ({
        ...each,
        ...(each.for !== undefined && { for: wait(each.for) }),
        ...(each.keep_firing_for !== undefined && { keep_firing_for: wait(each.keep_firing_for) }),
      })),
    }));
    writeFileSync(join(to, name), stringify({ groups: hasty }, { lineWidth: 0 }));
  }
}

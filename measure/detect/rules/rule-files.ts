import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const UNITS = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 } as const;

/** Seconds of a duration of Prometheus, such as `1h30m`. */
export function seconds(duration: string): number {
  let sum = 0;
  for (const [, count = '', unit = ''] of duration.matchAll(/(\d+)(ms|[smhdwy])/g))
    for (const [name, length] of Object.entries(UNITS)) if (name === unit) sum += Number(count) * length;
  return sum;
}

const duration = z.string().transform(seconds);
const rule = z.object({
  record: z.string().optional(),
  alert: z.string().optional(),
  expr: z.coerce.string(),
  for: duration.default(0),
  keep_firing_for: duration.default(0),
  labels: z.record(z.string(), z.coerce.string()).default({}),
});
const ruleFile = z.object({
  groups: z.array(z.object({ name: z.string(), interval: duration.default(60), rules: z.array(rule) })),
});

/** A recording rule, and how often its group is evaluated, seconds. */
export interface RecordingRule {
  readonly name: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly interval: number;
}

/** An alerting rule; times in seconds. */
export interface AlertingRule extends RecordingRule {
  readonly holdFor: number;
  readonly keepFiringFor: number;
  /** File that it stands in. */
  readonly file: string;
}

export interface Rules {
  readonly recording: readonly RecordingRule[];
  readonly alerting: readonly AlertingRule[];
}

/** The rules of every file of a folder. Throws where one is none. */
export function readRules(folder: string): Rules {
  const recording: RecordingRule[] = [];
  const alerting: AlertingRule[] = [];
  for (const file of globSync('*.yaml', { cwd: folder }).sort())
    for (const group of ruleFile.parse(parse(readFileSync(join(folder, file), 'utf8'))).groups)
      for (const one of group.rules) {
        const { expr, labels } = one;
        const { interval } = group;
        if (one.record !== undefined) recording.push({ name: one.record, expr, labels, interval });
        if (one.alert === undefined) continue;
        const times = { holdFor: one.for, keepFiringFor: one.keep_firing_for };
        alerting.push({ name: one.alert, expr, labels, interval, ...times, file });
      }
  return { recording, alerting };
}

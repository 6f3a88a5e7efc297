import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { seconds } from '../detect/rules/rule-files.ts';

const rule = z.object({
  record: z.string().optional(),
  alert: z.string().optional(),
  expr: z.coerce.string(),
});
const ruleFile = z.object({
  groups: z.array(z.object({ name: z.string(), interval: z.string().default('1m'), rules: z.array(rule) })),
});

/** A group of rules as Prometheus evaluates it: one rule after the other. `interval`: seconds. */
export interface RuleGroup {
  readonly name: string;
  readonly interval: number;
  readonly rules: readonly { readonly name: string; readonly expr: string }[];
}

/** The groups of every rule file of a folder. Throws where a file is none. */
export function readGroups(folder: string): RuleGroup[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => ruleFile.parse(parse(readFileSync(join(folder, file), 'utf8'))).groups)
    .map(({ name, interval, rules }) => ({
      name,
      interval: seconds(interval),
      rules: rules.map(({ record, alert, expr }) => ({ name: record ?? alert ?? '', expr })),
    }));
}

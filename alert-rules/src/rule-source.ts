import { z } from 'zod';
import { schemaProblems } from '@firstcharge/collector/config/schema-problems.ts';
import type { SourceError, SourceProblem } from '@firstcharge/collector/config/source-error.ts';
import { parseYaml } from '@firstcharge/collector/config/yaml-source.ts';
import { failed, ok, type Result } from '@firstcharge/collector/model/result.ts';
import { SUBJECTS } from './subjects.ts';

export const SEVERITIES = ['page', 'ticket', 'info'] as const;
export const LAYERS = ['vehicle', 'connector', 'evse', 'station', 'network', 'site', 'backend'] as const;
export const PROOFS = ['clear', 'flow'] as const;

const rows = z.array(z.record(z.string(), z.union([z.string(), z.number()]).transform(String))).min(1);

const recording = z.strictObject({
  for_each: rows.optional(),
  record: z.string(),
  expr: z.string(),
  labels: z.record(z.string(), z.string()).optional(),
});
const alert = z.strictObject({
  for_each: rows.optional(),
  alert: z.string(),
  /** What the alert is about: it decides which labels it must have and where its links lead. */
  subject: z.string(),
  expr: z.string(),
  for: z.string().optional(),
  keep_firing_for: z.string().optional(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
});
const schema = z.strictObject({
  groups: z.array(
    z.strictObject({
      for_each: rows.optional(),
      name: z.string(),
      interval: z.string(),
      rules: z.array(z.union([recording, alert])),
    }),
  ),
});

/** A rule as it is written: with placeholders, and standing for several where it has `for_each`. */
export type SourceRule = z.infer<typeof recording> | z.infer<typeof alert>;
export type SourceAlert = z.infer<typeof alert>;
export type SourceGroup = z.infer<typeof schema>['groups'][number];

/** A rule file as it is written. */
export interface RuleSource {
  readonly file: string;
  readonly groups: readonly SourceGroup[];
  readonly locate: (problem: SourceProblem) => SourceError;
}

/** Reads a rule source; the rest of what must hold is told by the linter, once placeholders are filled in. */
export function parseRuleSource(file: string, text: string): Result<RuleSource, readonly SourceError[]> {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS() ?? {};
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(schema, parsed.error.issues, value, []).map(yaml.value.locate));
  const problems = parsed.data.groups.flatMap((group, g) =>
    group.rules.flatMap((rule, r): SourceProblem[] =>
      'alert' in rule && !(rule.subject in SUBJECTS) && !rule.subject.includes('${')
        ? [
            {
              path: ['groups', g, 'rules', r, 'subject'],
              problem: `there is no subject ${rule.subject}`,
              fix: `use one of ${Object.keys(SUBJECTS).join(', ')}`,
            },
          ]
        : [],
    ),
  );
  if (problems.length > 0) return failed(problems.map(yaml.value.locate));
  return ok({ file, groups: parsed.data.groups, locate: yaml.value.locate });
}

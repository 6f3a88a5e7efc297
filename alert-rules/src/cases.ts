import { z } from 'zod';
import { parse } from 'yaml';

/** What the promtool cases of an alert show. */
export interface CasesOf {
  firing: number;
  quiet: number;
  /** Labels of what fires, as the cases write them. */
  readonly labels: string[];
}

const schema = z.looseObject({
  tests: z.array(
    z.looseObject({
      name: z.string(),
      promql_expr_test: z.array(
        z.looseObject({
          expr: z.string(),
          exp_samples: z.array(z.looseObject({ labels: z.string() })),
        }),
      ),
    }),
  ),
});

/** Counts the cases of a promtool file by alert: where samples are expected it fires, else it is quiet. Null: not a file of cases. */
export function readCases(text: string, into: Map<string, CasesOf>): boolean {
  const parsed = schema.safeParse(parse(text));
  if (!parsed.success) return false;
  for (const { promql_expr_test: tests } of parsed.data.tests)
    for (const { expr, exp_samples: samples } of tests) {
      const alert = /ALERTS\{[^}]*alertname="([^"]+)"/.exec(expr)?.[1];
      if (alert === undefined) continue;
      const cases = into.get(alert) ?? { firing: 0, quiet: 0, labels: [] };
      into.set(alert, cases);
      if (samples.length === 0) cases.quiet += 1;
      else cases.firing += 1;
      cases.labels.push(...samples.map((sample) => sample.labels));
    }
  return true;
}

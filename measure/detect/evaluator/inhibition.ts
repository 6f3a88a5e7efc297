import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { FiredAlert } from './fired-alert.ts';

const rules = z.object({
  inhibit_rules: z
    .array(
      z.object({
        source_matchers: z.array(z.string()),
        target_matchers: z.array(z.string()),
        equal: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});

/** One inhibition rule of Alertmanager. */
export type InhibitRule = z.infer<typeof rules>['inhibit_rules'][number];

/** The inhibition rules of an Alertmanager configuration. */
export const readInhibitRules = (path: string): readonly InhibitRule[] =>
  rules.parse(parse(readFileSync(path, 'utf8'))).inhibit_rules;

const MATCHER = /^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/;

function matches(labels: FiredAlert['labels'], matcher: string): boolean {
  const [, name = '', operator = '', value = ''] = MATCHER.exec(matcher) ?? [];
  const have = labels[name] ?? '';
  if (operator === '=') return have === value;
  if (operator === '!=') return have !== value;
  const matched = new RegExp(`^(?:${value})$`).test(have);
  return operator === '=~' ? matched : !matched;
}

const all = (labels: FiredAlert['labels'], matchers: readonly string[]): boolean =>
  matchers.every((matcher) => matches(labels, matcher));

/**
 * When somebody is told of an alert, ms: once it has fired for `waitMs` (Alertmanager's group_wait) and nothing that
 * inhibits it fires, or does any more. Null: it is over before.
 */
export function toldAt(
  alert: FiredAlert,
  fired: readonly FiredAlert[],
  inhibitRules: readonly InhibitRule[],
  waitMs: number,
): number | null {
  const rules = inhibitRules.filter(({ target_matchers: matchers }) => all(alert.labels, matchers));
  const isSource = ({ labels }: FiredAlert): boolean =>
    rules.some(
      ({ source_matchers: matchers, equal }) =>
        equal.every((name) => (labels[name] ?? '') === (alert.labels[name] ?? '')) && all(labels, matchers),
    );
  const sources = fired
    // As Alertmanager: what is both source and target does not inhibit itself.
    .filter((source) => source !== alert && isSource(source))
    .toSorted((one, other) => one.start - other.start);
  const first = alert.start + waitMs;
  let at = first;
  for (const { start, end } of sources) if (start <= at) at = Math.max(at, end ?? Infinity);
  return at === first || at < (alert.end ?? Infinity) ? at : null;
}

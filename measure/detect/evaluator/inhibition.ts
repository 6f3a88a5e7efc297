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

/**
 * Whether somebody would have been told of an alert: not when an inhibiting one fires before it has fired for `waitMs`
 * (Alertmanager's group_wait) and for as long as it lasts.
 */
export function isInhibited(
  alert: FiredAlert,
  all: readonly FiredAlert[],
  inhibitRules: readonly InhibitRule[],
  waitMs: number,
): boolean {
  const toldAt = alert.start + waitMs;
  return inhibitRules.some(({ source_matchers, target_matchers, equal }) => {
    if (!target_matchers.every((matcher) => matches(alert.labels, matcher))) return false;
    return all.some((source) => {
      if (source === alert || source.start > toldAt) return false;
      if (source.end !== null && source.end < Math.min(alert.end ?? Infinity, toldAt)) return false;
      if (!source_matchers.every((matcher) => matches(source.labels, matcher))) return false;
      // As Alertmanager: what is both source and target does not inhibit itself.
      return equal.every((name) => (source.labels[name] ?? '') === (alert.labels[name] ?? ''));
    });
  });
}

import type { RecordingRule, Rules } from './rule-files.ts';

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/g;

/** Words of an expression outside of quotes: among them the names of all metrics that it reads. */
export function wordsOf(expr: string): Set<string> {
  return new Set(expr.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""').match(NAME) ?? []);
}

/** What has to be known for some alerts: recording rules in levels, each of which reads only earlier ones; and metrics. */
export interface Needed {
  readonly levels: readonly (readonly RecordingRule[])[];
  readonly metrics: ReadonlySet<string>;
}

/** The recording rules that the alerts read, directly or not. `isMetric` tells metrics from other words. Throws on a circle. */
export function neededBy(rules: Rules, isMetric: (word: string) => boolean): Needed {
  const byName = Map.groupBy(rules.recording, ({ name }) => name);
  const levelOf = new Map<string, number>();
  const metrics = new Set<string>();
  const visit = (expr: string, path: readonly string[]): number => {
    let level = 0;
    for (const word of wordsOf(expr)) {
      const named = byName.get(word);
      if (named === undefined) {
        if (isMetric(word)) metrics.add(word);
        continue;
      }
      if (path.includes(word)) throw new Error(`recording rules in a circle: ${[...path, word].join(' → ')}`);
      const known = levelOf.get(word);
      const own = known ?? Math.max(...named.map((rule) => visit(rule.expr, [...path, word])));
      levelOf.set(word, own);
      level = Math.max(level, own + 1);
    }
    return level;
  };
  for (const alert of rules.alerting) visit(alert.expr, []);
  const levels: RecordingRule[][] = [];
  for (const [name, level] of levelOf) {
    while (levels.length <= level) levels.push([]);
    levels[level]?.push(...(byName.get(name) ?? []));
  }
  return { levels, metrics };
}

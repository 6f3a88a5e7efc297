import { seconds } from '../detect/rules/rule-files.ts';

/** One rule, as far as it reads others. `name`: what it records; null for an alert. */
export interface Reader {
  readonly name: string | null;
  readonly expr: string;
}

/** How far back series are read, seconds. */
export interface Reach {
  /** By rules that are evaluated now. */
  readonly now: ReadonlyMap<string, number>;
  /** By what has to be recorded before, so that `now` finds what it reads. */
  readonly ever: ReadonlyMap<string, number>;
}

const DURATION = String.raw`(?:\d+(?:ms|[smhdwy]))+`;
const SELECTOR = new RegExp(
  String.raw`([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{[^}]*\})?(?:\[(${DURATION})(?::(?:${DURATION})?)?\])?(?:\s+offset\s+(${DURATION}))?`,
  'g',
);
const SUBQUERY = new RegExp(String.raw`\)\s*\[(${DURATION}):`, 'g');

/** The names in an expression, each with how far back it is read; what is read as it is now has 0. */
function windowsOf(expr: string, isSeries: (word: string) => boolean): Map<string, number> {
  const outer = Math.max(0, ...[...expr.matchAll(SUBQUERY)].map(([, window = '']) => seconds(window)));
  const found = new Map<string, number>();
  for (const [, name = '', window = '', offset = ''] of expr.matchAll(SELECTOR))
    if (isSeries(name))
      found.set(name, Math.max(found.get(name) ?? 0, outer + seconds(window) + seconds(offset)));
  return found;
}

/** How far back each series is read by some rules; a rule that reads a rule reaches further. */
export function reachOf(readers: readonly Reader[], isSeries: (word: string) => boolean): Reach {
  const now = new Map<string, number>();
  const windows = readers.map(({ name, expr }) => ({ name, windows: windowsOf(expr, isSeries) }));
  for (const { windows: read } of windows)
    for (const [name, window] of read) now.set(name, Math.max(now.get(name) ?? 0, window));
  const ever = new Map(now);
  // As often as rules read rules: a circle would not end, and Prometheus has none.
  for (let round = 0, changed = true; changed && round < readers.length; round += 1) {
    changed = false;
    for (const { name: reader, windows: read } of windows) {
      const before = reader === null ? 0 : (ever.get(reader) ?? 0);
      if (before === 0) continue;
      for (const [name, window] of read) {
        if (before + window <= (ever.get(name) ?? 0)) continue;
        ever.set(name, before + window);
        changed = true;
      }
    }
  }
  return { now, ever };
}

/** A range selector or subquery of an expression. */
export interface RangeRead {
  /** Empty for a subquery over an expression. */
  readonly metric: string;
  readonly seconds: number;
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** Seconds of a Prometheus duration such as 1h30m; NaN when it is none. */
export function durationSeconds(text: string): number {
  if (!/^(\d+(ms|[smhdwy]))+$/.test(text)) return NaN;
  return [...text.matchAll(/(\d+)(ms|[smhdwy])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNIT_SECONDS[unit ?? ''] ?? NaN),
    0,
  );
}

const withoutTexts = (expr: string): string => expr.replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'/g, '""');

/** Names of metrics in an expression: what has a colon is recorded, what begins with a known prefix is measured. */
export function metricNames(expr: string): readonly string[] {
  const text = withoutTexts(expr).replace(/\{[^}]*\}|\[[^\]]*\]/g, '');
  const names = [...text.matchAll(/[a-zA-Z_:][a-zA-Z0-9_:]*/g)].map(([name]) => name);
  return [
    ...new Set(
      names.filter((name) => /^[a-z_]+:/.test(name) || /^(ev|firstcharge|prometheus)_|^up$/.test(name)),
    ),
  ];
}

/** Every range that an expression reads. */
export function rangeReads(expr: string): readonly RangeRead[] {
  const text = withoutTexts(expr).replace(/\{[^}]*\}/g, '');
  return [...text.matchAll(/([a-zA-Z_:][a-zA-Z0-9_:]*|\))\s*\[([0-9a-z]+)(?::[0-9a-z]*)?\]/g)].map(
    ([, before = '', duration = '']) => ({
      metric: before === ')' ? '' : before,
      seconds: durationSeconds(duration),
    }),
  );
}

/** Recorded series that an expression reads as they are at one moment or at several (a subquery), not over a range. */
export function momentaryReads(expr: string): readonly string[] {
  const text = withoutTexts(expr).replace(/\{[^}]*\}/g, '');
  const read = [...text.matchAll(/(?<![a-zA-Z0-9_:])([a-z_]+:[a-zA-Z0-9_:]*)(\s*\[[0-9a-z]+\])?/g)];
  return [...new Set(read.flatMap(([, name = '', range]) => (range === undefined ? [name] : [])))];
}

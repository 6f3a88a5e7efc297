import type { TrueFault } from '../comparison/truth-faults.ts';

/** From when to when, ms since the epoch. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const MINUTE = 60_000;
const BEFORE = 10 * MINUTE;
const AFTER = 60 * MINUTE;
/** Both ends of a fault are looked at closely when it lasts longer than this. */
const SHORT = AFTER + BEFORE;

/**
 * When it matters that a rule is evaluated each minute: as an injected fault or decoy begins and ends, if it lasts at all
 * (what one car brings along does not). Ascending, apart from each other.
 */
export function fineSpans(faults: readonly TrueFault[]): Span[] {
  const around = faults
    .filter(({ everyday, start, end }) => !everyday && end !== start)
    .flatMap(({ start, end }): Span[] => {
      if (end === null) return [{ start: start - BEFORE, end: start + AFTER }];
      if (end - start <= SHORT) return [{ start: start - BEFORE, end: end + AFTER / 2 }];
      return [
        { start: start - BEFORE, end: start + AFTER },
        { start: end - BEFORE, end: end + AFTER / 2 },
      ];
    })
    .sort((one, other) => one.start - other.start);
  const apart: { start: number; end: number }[] = [];
  for (const { start, end } of around) {
    const last = apart.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else apart.push({ start, end });
  }
  return apart;
}

/** The time of the sample after one: on the coarse grid, and on the fine one within the spans. All in ms. */
export function stepsOf(
  spans: readonly Span[],
  { coarse, fine }: { readonly coarse: number; readonly fine: number },
): (at: number) => number {
  const after = (at: number, step: number): number => (Math.floor(at / step) + 1) * step;
  let next = 0;
  return (at) => {
    const usual = after(at, coarse);
    while (next > 0 && (spans[next - 1]?.end ?? 0) > at) next -= 1;
    for (; next < spans.length; next += 1) {
      const { start, end } = spans[next] ?? { start: Infinity, end: Infinity };
      const close = after(Math.max(at, Math.floor(start) - 1), fine);
      if (close >= usual) return usual;
      if (close <= end) return close;
    }
    return usual;
  };
}

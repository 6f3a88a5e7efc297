/** A half-open stretch of time, ms since the epoch. */
export interface TimeSpan {
  readonly start: number;
  readonly end: number;
}

/** Spans in order, without gaps of nothing between them: empty ones dropped, touching and overlapping ones joined. */
export const unionOf = (spans: readonly TimeSpan[]): readonly TimeSpan[] => {
  const sorted = spans.filter(({ start, end }) => end > start).sort((one, other) => one.start - other.start);
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of sorted) {
    const last = joined.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
};

/** What two lists have in common; both ordered and without overlaps, as `unionOf` gives them. */
export const intersectionOf = (one: readonly TimeSpan[], other: readonly TimeSpan[]): readonly TimeSpan[] => {
  const common: TimeSpan[] = [];
  let left = 0;
  let right = 0;
  for (;;) {
    const mine = one[left];
    const theirs = other[right];
    if (!mine || !theirs) return common;
    const start = Math.max(mine.start, theirs.start);
    const end = Math.min(mine.end, theirs.end);
    if (start < end) common.push({ start, end });
    if (mine.end < theirs.end) left += 1;
    else right += 1;
  }
};

/** What of `from` lies outside `without`; both ordered and without overlaps. */
export const differenceOf = (
  from: readonly TimeSpan[],
  without: readonly TimeSpan[],
): readonly TimeSpan[] => {
  const left: TimeSpan[] = [];
  let index = 0;
  for (const { start, end } of from) {
    let at = start;
    while ((without[index]?.end ?? Infinity) <= at) index += 1;
    for (let hole = index; at < end; hole += 1) {
      const next = without[hole];
      const until = Math.min(end, next?.start ?? Infinity);
      if (until > at) left.push({ start: at, end: until });
      at = Math.max(at, next?.end ?? Infinity);
    }
  }
  return left;
};

/** Milliseconds in all. */
export const lengthOf = (spans: readonly TimeSpan[]): number =>
  spans.reduce((sum, { start, end }) => sum + (end - start), 0);

/** The first `milliseconds` of ordered spans. */
export const firstPart = (spans: readonly TimeSpan[], milliseconds: number): readonly TimeSpan[] => {
  const kept: TimeSpan[] = [];
  let left = milliseconds;
  for (const { start, end } of spans) {
    if (left <= 0) break;
    kept.push({ start, end: Math.min(end, start + left) });
    left -= end - start;
  }
  return kept;
};

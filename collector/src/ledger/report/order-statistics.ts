/** Below this many numbers, sorting them is as quick. */
const FEW = 512;

const swap = (values: Float64Array, one: number, other: number): void => {
  const kept = values[one] ?? 0;
  values[one] = values[other] ?? 0;
  values[other] = kept;
};

/** The middle one of first, middle and last; what rises already then splits into halves. */
const pivotOf = (values: Float64Array, from: number, to: number): number => {
  const [a, b, c] = [values[from] ?? 0, values[(from + to) >> 1] ?? 0, values[to - 1] ?? 0];
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
};

/**
 * Puts the numbers that would stand at `ranks` (ascending) there, as sorting `values` would, and smaller ones before them: in
 * place and in linear time, where sorting a million takes longer than all else that is asked of them. Quickselect (Hoare 1961)
 * for several ranks at once; what splits badly too often is sorted.
 */
export const placeRanks = (values: Float64Array, ranks: readonly number[]): void => {
  const within = (from: number, to: number, wanted: readonly number[], tries: number): void => {
    if (wanted.length === 0 || to - from < 2) return;
    if (to - from <= FEW || tries === 0) {
      values.subarray(from, to).sort();
      return;
    }
    const pivot = pivotOf(values, from, to);
    let low = from;
    let high = to - 1;
    while (low <= high) {
      while ((values[low] ?? Infinity) < pivot) low += 1;
      while ((values[high] ?? -Infinity) > pivot) high -= 1;
      if (low > high) break;
      swap(values, low, high);
      low += 1;
      high -= 1;
    }
    // Between both all are the pivot.
    within(
      from,
      high + 1,
      wanted.filter((rank) => rank <= high),
      tries - 1,
    );
    within(
      low,
      to,
      wanted.filter((rank) => rank >= low),
      tries - 1,
    );
  };
  within(0, values.length, ranks, 2 * Math.ceil(Math.log2(values.length + 1)));
};

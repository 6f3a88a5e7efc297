import type { StartTimeFigures } from './report.ts';

/** Percentile by linear interpolation between the closest ranks (as PERCENTILE_CONT of SQL); `sorted` rises. */
const percentile = (sorted: Float64Array, fraction: number): number | null => {
  if (sorted.length === 0) return null;
  const rank = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(rank)] ?? 0;
  const above = sorted[Math.ceil(rank)] ?? below;
  return below + (above - below) * (rank - Math.floor(rank));
};

/** Percentiles of durations in seconds, as measured and not from histogram buckets. */
export const startTimeFigures = (seconds: readonly number[] | Float64Array): StartTimeFigures => {
  const sorted = Float64Array.from(seconds).sort();
  return {
    count: sorted.length,
    p10: percentile(sorted, 0.1),
    p25: percentile(sorted, 0.25),
    p50: percentile(sorted, 0.5),
    p75: percentile(sorted, 0.75),
    p90: percentile(sorted, 0.9),
    p95: percentile(sorted, 0.95),
  };
};

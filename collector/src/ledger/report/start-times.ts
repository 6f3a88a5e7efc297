import { placeRanks } from './order-statistics.ts';
import type { StartTimeFigures } from './report.ts';

const FRACTIONS = [0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** Percentile by linear interpolation between the closest ranks (as PERCENTILE_CONT of SQL); these ranks are in their place. */
const percentile = (placed: Float64Array, fraction: number): number | null => {
  if (placed.length === 0) return null;
  const rank = fraction * (placed.length - 1);
  const below = placed[Math.floor(rank)] ?? 0;
  const above = placed[Math.ceil(rank)] ?? below;
  return below + (above - below) * (rank - Math.floor(rank));
};

/** Percentiles of durations in seconds, as measured and not from histogram buckets. */
export const startTimeFigures = (seconds: readonly number[] | Float64Array): StartTimeFigures => {
  const placed = Float64Array.from(seconds);
  const last = Math.max(0, placed.length - 1);
  placeRanks(
    placed,
    FRACTIONS.flatMap((fraction) => [Math.floor(fraction * last), Math.ceil(fraction * last)]),
  );
  return {
    count: placed.length,
    p10: percentile(placed, 0.1),
    p25: percentile(placed, 0.25),
    p50: percentile(placed, 0.5),
    p75: percentile(placed, 0.75),
    p90: percentile(placed, 0.9),
    p95: percentile(placed, 0.95),
  };
};

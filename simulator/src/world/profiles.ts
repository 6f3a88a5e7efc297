import type { SiteSpec } from '../scenario/schema.ts';

type Profile = SiteSpec['profile'];

/** Brings 24 weights to a mean of 1. */
function mean1(weights: readonly number[]): readonly number[] {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}

/** How busy each hour of the day is, local time, 1 on average. */
export const HOURS: Readonly<Record<Profile, readonly number[]>> = {
  highway: mean1([2, 1, 1, 1, 2, 3, 5, 7, 8, 9, 11, 12, 12, 11, 11, 12, 13, 13, 12, 10, 8, 6, 4, 3]),
  city: mean1([1, 1, 1, 1, 1, 2, 4, 7, 8, 8, 9, 10, 11, 10, 9, 9, 10, 12, 13, 12, 9, 6, 4, 2]),
  workplace: mean1([
    0.1, 0.1, 0.1, 0.1, 0.3, 2, 8, 22, 24, 12, 6, 4, 5, 7, 4, 3, 2, 1, 0.5, 0.3, 0.2, 0.1, 0.1, 0.1,
  ]),
  depot: mean1([
    0.2, 0.1, 0.1, 0.1, 0.1, 0.2, 0.5, 0.5, 0.5, 0.5, 0.5, 1, 2, 2, 3, 6, 14, 20, 16, 8, 4, 2, 1, 0.5,
  ]),
  residential: mean1([2, 1, 1, 1, 1, 1, 2, 3, 2, 2, 2, 3, 3, 3, 4, 6, 10, 16, 18, 14, 10, 8, 6, 4]),
};

/** Saturdays and Sundays against a weekday. */
export const WEEKEND: Readonly<Record<Profile, number>> = {
  highway: 1.3,
  city: 1.1,
  workplace: 0.12,
  depot: 0.3,
  residential: 1.05,
};

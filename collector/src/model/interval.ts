/** A confidence interval of a share, both ends 0–1. */
export interface ShareInterval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantile of the standard normal distribution. */
const Z_95 = 1.959963984540054;

/**
 * Wilson score interval of a share at 95 % (E. B. Wilson, JASA 22, 1927). Unlike the textbook interval it stays inside
 * 0–1 and says something sensible for 0 of n and n of n. null when nothing was tried.
 */
export const wilsonInterval = (numerator: number, denominator: number): ShareInterval | null => {
  if (denominator <= 0) return null;
  const share = numerator / denominator;
  const spread = (Z_95 * Z_95) / denominator;
  const centre = share + spread / 2;
  const half = Z_95 * Math.sqrt((share * (1 - share) + spread / 4) / denominator);
  return {
    low: numerator <= 0 ? 0 : Math.max(0, (centre - half) / (1 + spread)),
    high: numerator >= denominator ? 1 : Math.min(1, (centre + half) / (1 + spread)),
  };
};

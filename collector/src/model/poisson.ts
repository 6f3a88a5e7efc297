import { gammaQuantile } from './gamma.ts';

/**
 * Exact 95 % interval of the mean of a Poisson count (F. Garwood, Biometrika 28, 1936): quantiles of gamma distributions of
 * shape n and n + 1.
 */
export const poissonInterval = (count: number): { readonly low: number; readonly high: number } => ({
  low: count <= 0 ? 0 : gammaQuantile(count, 0.025),
  high: gammaQuantile(count + 1, 0.975),
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { betaCumulative, betaQuantile } from './beta.ts';

describe('the beta distribution', () => {
  it('agrees with what is known in closed form', () => {
    expect(betaCumulative(1, 1, 0.3)).toBeCloseTo(0.3, 12);
    expect(betaCumulative(3, 1, 0.5)).toBeCloseTo(0.125, 12);
    expect(betaCumulative(2, 2, 0.25)).toBeCloseTo(3 * 0.25 ** 2 - 2 * 0.25 ** 3, 12);
    // The arcsine distribution.
    expect(betaCumulative(0.5, 0.5, 0.2)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(0.2)), 12);
  });

  it('adds up to the binomial tail', () => {
    // P(X ≥ 3) of 10 throws at 0.4.
    const below = 0.6 ** 10 + 10 * 0.4 * 0.6 ** 9 + 45 * 0.4 ** 2 * 0.6 ** 8;
    expect(betaCumulative(3, 8, 0.4)).toBeCloseTo(1 - below, 12);
  });

  it('has quantiles that its cumulative function leads back from, narrow and wide', () => {
    const shape = fc.double({ min: 0.5, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, b, p) => {
        const x = betaQuantile(a, b, p);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(1);
        expect(Math.abs(betaCumulative(a, b, x) - p)).toBeLessThan(1e-6);
      }),
    );
  });
});

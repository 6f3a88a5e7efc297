import { describe, expect, it } from '@jest/globals';
import { gammaCumulative, gammaQuantile } from './gamma.ts';
import { poissonInterval } from './poisson.ts';

describe('the interval of a count', () => {
  // F. Garwood's table, as in every handbook.
  it.each([
    [0, 0, 3.6889],
    [1, 0.0253, 5.5716],
    [5, 1.6235, 11.6683],
    [10, 4.7954, 18.3904],
    [100, 81.3639, 121.6268],
  ])('of %i is that of the table', (count, low, high) => {
    const found = poissonInterval(count);
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  });
});

describe('the gamma distribution', () => {
  it('of shape 1 is the exponential one', () => {
    for (const x of [0.01, 0.5, 1, 3, 20]) expect(gammaCumulative(1, x)).toBeCloseTo(1 - Math.exp(-x), 12);
  });

  it('has quantiles at which it takes their probability', () => {
    for (const shape of [0.5, 3, 250, 100_000])
      for (const p of [0.001, 0.025, 0.5, 0.975])
        expect(gammaCumulative(shape, gammaQuantile(shape, p))).toBeCloseTo(p, 9);
  });
});

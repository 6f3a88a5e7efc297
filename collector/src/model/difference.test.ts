import { describe, expect, it } from '@jest/globals';
import { differenceOfProportions } from './difference.ts';

const of = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('the difference of two proportions', () => {
  // R. G. Newcombe, Stat. Med. 17 (1998), table II, method 10: 56/70 − 48/80 and 9/10 − 3/10.
  it.each([
    [of(48, 80), of(56, 70), 0.2, 0.0524, 0.3339],
    [of(3, 10), of(9, 10), 0.6, 0.1705, 0.809],
  ])('has the interval of the paper', (a, b, difference, low, high) => {
    const found = differenceOfProportions(a, b);
    expect(found?.difference).toBeCloseTo(difference, 12);
    expect(found?.low).toBeCloseTo(low, 4);
    expect(found?.high).toBeCloseTo(high, 4);
  });

  it('is as probable one way as the other between equals, and nearly sure between very different ones', () => {
    expect(differenceOfProportions(of(70, 100), of(70, 100))?.probabilityBetter).toBeCloseTo(0.5, 6);
    expect(differenceOfProportions(of(400, 1_000), of(600, 1_000))?.probabilityBetter).toBeGreaterThan(
      0.999999,
    );
  });

  it('changes its sides with its cohorts', () => {
    const there = differenceOfProportions(of(81, 100), of(150, 170));
    const back = differenceOfProportions(of(150, 170), of(81, 100));
    expect(there?.probabilityBetter).toBeCloseTo(1 - (back?.probabilityBetter ?? 0), 4);
    expect(there?.low).toBeCloseTo(-(back?.high ?? 0), 12);
  });

  it('stays a number where all or none succeed, and over a million', () => {
    for (const [a, b] of [
      [of(0, 5), of(5, 5)],
      [of(5, 5), of(0, 5)],
      [of(0, 5), of(0, 9)],
      [of(810_000, 1_000_000), of(811_000, 1_000_000)],
    ] as const) {
      const found = differenceOfProportions(a, b);
      for (const value of Object.values(found ?? { none: NaN })) expect(Number.isFinite(value)).toBe(true);
    }
  });

  it('is nothing where one of them was never tried', () => {
    expect(differenceOfProportions(of(0, 0), of(5, 9))).toBeNull();
  });
});

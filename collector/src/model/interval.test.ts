import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wilsonInterval } from './interval.ts';

describe('the Wilson interval', () => {
  it('agrees with published values', () => {
    // R: prop.test(81, 263, correct = FALSE)$conf.int, the example of Newcombe, Stat. Med. 17 (1998), table I.
    const interval = wilsonInterval(81, 263);
    expect(interval?.low).toBeCloseTo(0.2553, 4);
    expect(interval?.high).toBeCloseTo(0.3662, 4);
  });

  it('keeps some doubt when all or none succeeded', () => {
    expect(wilsonInterval(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(wilsonInterval(20, 20)).toMatchObject({ low: expect.closeTo(0.8389, 4), high: 1 });
  });

  it('says nothing about nothing', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it('contains the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (numerator, rest) => {
        const denominator = numerator + rest;
        const interval = wilsonInterval(numerator, denominator);
        if (interval === null) return denominator === 0;
        const share = numerator / denominator;
        return 0 <= interval.low && interval.low <= share && share <= interval.high && interval.high <= 1;
      }),
    );
  });
});

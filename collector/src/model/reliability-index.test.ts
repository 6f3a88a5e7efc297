import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  availabilityPart,
  chargeQuality,
  INDEX_PARTS,
  INDEX_WEIGHTS,
  qualityPart,
  reliabilityIndex,
  shrunkPart,
  type IndexInput,
  type IndexPart,
  type ReliabilityIndex,
} from './reliability-index.ts';

const exact = (value: number): IndexPart => ({
  ...{ value, low: value, high: value, numerator: value, denominator: 1, prior: null },
});
const input = (A: number, F: number, E: number, Q: number, attempts = 40): IndexInput => ({
  attempts,
  parts: { A: exact(A), F: exact(F), E: exact(E), Q: exact(Q) },
});
const scored = (index: ReliabilityIndex): Extract<ReliabilityIndex, { too_few: false }> => {
  if (index.too_few) throw new Error('too few');
  return index;
};

const share = fc.double({ min: 0, max: 1, noNaN: true });
const counted = fc
  .tuple(fc.nat(200), fc.nat(200))
  .map(([hits, misses]) => ({ numerator: hits, denominator: hits + misses }));
const prior = fc.option(share.map((rate) => ({ level: 'fleet' as const, rate })));

describe('the Reliability Index', () => {
  it('is the weighed product of its parts', () => {
    const { score } = scored(reliabilityIndex(input(0.98, 0.9, 0.95, 0.8)));
    expect(score).toBeCloseTo(100 * 0.98 ** 0.25 * 0.9 ** 0.45 * 0.95 ** 0.2 * 0.8 ** 0.1, 10);
  });

  it('says too few below five attempts, with how many there were', () => {
    expect(reliabilityIndex(input(1, 1, 1, 1, 4))).toEqual({ too_few: true, n: 4, version: '1' });
    expect(reliabilityIndex(input(1, 1, 1, 1, 5)).too_few).toBe(false);
  });

  it('has none where neither visits nor ends were counted', () => {
    const { parts } = input(1, 1, 1, 1);
    expect(reliabilityIndex({ attempts: 9, parts: { ...parts, F: null, E: null } }).too_few).toBe(true);
  });

  it('leaves out what could not be measured, and says so', () => {
    const { parts } = input(0.5, 0.9, 0.9, 0.9);
    const without = scored(reliabilityIndex({ attempts: 9, parts: { ...parts, A: null, Q: null } }));
    expect(without.missing).toEqual(['A', 'Q']);
    expect(without.score).toBeCloseTo(90, 10);
  });

  it('does not average a bad part away', () => {
    expect(scored(reliabilityIndex(input(1, 0, 1, 1))).score).toBe(0);
  });

  it('names weights that are not its own in its version', () => {
    const weights = { ...INDEX_WEIGHTS, Q: 0 };
    const { version, score } = scored(reliabilityIndex(input(0.9, 0.9, 0.9, 0.1), weights));
    expect(version).toBe('1-weights-A0.25-F0.45-E0.2-Q0');
    expect(score).toBeCloseTo(90, 10);
  });

  it('lies within 0 and 100, inside its own interval', () => {
    fc.assert(
      fc.property(counted, counted, counted, counted, prior, (a, f, e, q, rate) => {
        const parts = {
          A: availabilityPart(a),
          F: shrunkPart(f, rate),
          E: shrunkPart(e, rate),
          Q: qualityPart({ power: q, start: { numerator: 0, denominator: 0 } }),
        };
        const index = reliabilityIndex({ attempts: 5, parts });
        if (index.too_few) return;
        const { low, score, high } = index;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(100 + 1e-9);
        expect(low).toBeLessThanOrEqual(score + 1e-9);
        expect(score).toBeLessThanOrEqual(high + 1e-9);
      }),
    );
  });

  it('never falls when one part rises', () => {
    fc.assert(
      fc.property(
        share,
        share,
        share,
        share,
        fc.constantFrom(...INDEX_PARTS),
        share,
        (A, F, E, Q, part, more) => {
          const before = input(A, F, E, Q);
          const raised = exact(Math.max(more, before.parts[part]?.value ?? 0));
          const after = { ...before, parts: { ...before.parts, [part]: raised } };
          expect(scored(reliabilityIndex(after)).score).toBeGreaterThanOrEqual(
            scored(reliabilityIndex(before)).score - 1e-9,
          );
        },
      ),
    );
  });
});

describe('shrinking', () => {
  it('adds ten tries at the rate of the peers, whatever the number', () => {
    expect(shrunkPart({ numerator: 5, denominator: 5 }, { level: 'model', rate: 0.8 })?.value).toBeCloseTo(
      13 / 15,
      12,
    );
    expect(
      shrunkPart({ numerator: 500, denominator: 500 }, { level: 'model', rate: 0.8 })?.value,
    ).toBeCloseTo(508 / 510, 12);
  });

  it('keeps a quiet perfect post below a busy good one', () => {
    const peers = { level: 'model_at_site' as const, rate: 0.8 };
    const quiet = shrunkPart({ numerator: 5, denominator: 5 }, peers);
    const busy = shrunkPart({ numerator: 475, denominator: 500 }, peers);
    expect(quiet!.value).toBeLessThan(busy!.value);
  });

  it('pulls nothing where there are no peers', () => {
    expect(shrunkPart({ numerator: 3, denominator: 4 }, null)).toMatchObject({ value: 0.75, prior: null });
  });

  it('has no part where nothing was counted', () => {
    expect(shrunkPart({ numerator: 0, denominator: 0 }, { level: 'fleet', rate: 0.9 })).toBeNull();
    expect(availabilityPart({ numerator: 0, denominator: 0 })).toBeNull();
  });

  it('narrows its interval as more is counted', () => {
    const width = (of: number) => {
      const part = shrunkPart({ numerator: 0.9 * of, denominator: of }, null);
      return part!.high - part!.low;
    };
    expect(width(1_000)).toBeLessThan(width(100));
    expect(width(100)).toBeLessThan(width(10));
  });

  it('holds the point and stays within 0 and 1', () => {
    fc.assert(
      fc.property(counted, prior, (of, rate) => {
        const part = shrunkPart(of, rate);
        if (part === null) return;
        expect(part.low).toBeGreaterThanOrEqual(0);
        expect(part.high).toBeLessThanOrEqual(1);
        expect(part.low).toBeLessThanOrEqual(part.value);
        expect(part.value).toBeLessThanOrEqual(part.high);
      }),
    );
  });
});

describe('the quality of a charge', () => {
  const charge = {
    ...{ reachedEnergy: true, recovered: false, powerRatio: 0.5, powerType: 'DC' as const },
    machineStartSeconds: 90,
  };

  it('is what was delivered of what was possible, and how soon it began', () => {
    expect(chargeQuality(charge)).toEqual({ power: 0.5, start: 0.5 });
    expect(chargeQuality({ ...charge, powerType: 'AC' })).toEqual({ power: 0.5, start: 15 / 90 });
    expect(chargeQuality({ ...charge, powerType: null })).toEqual({ power: 0.5, start: 0.5 });
  });

  it('is never above 1', () => {
    expect(chargeQuality({ ...charge, powerRatio: 1.4, machineStartSeconds: 0 })).toEqual({
      power: 1,
      start: 1,
    });
  });

  it('leaves out what a charge cannot tell', () => {
    expect(chargeQuality({ ...charge, recovered: true })).toEqual({ power: 0.5, start: null });
    expect(chargeQuality({ ...charge, powerRatio: null })).toEqual({ power: null, start: 0.5 });
    expect(chargeQuality({ ...charge, reachedEnergy: false })).toEqual({ power: null, start: null });
  });

  it('multiplies the means of what was measured', () => {
    const both = { power: { numerator: 6, denominator: 10 }, start: { numerator: 4, denominator: 5 } };
    expect(qualityPart(both)?.value).toBeCloseTo(0.48, 12);
    expect(qualityPart({ ...both, power: { numerator: 0, denominator: 0 } })?.value).toBeCloseTo(0.8, 12);
  });
});

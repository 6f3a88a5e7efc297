import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inlFacts, inlRate, inlRates, type InlFacts } from './inl.ts';
import { START_MODES } from './start-mode.ts';

describe('a power delivery attempt', () => {
  const flow = (change: Partial<Parameters<typeof inlFacts>[0]> = {}) =>
    inlFacts({
      startMode: 'authorize_first',
      attemptedAt: 1_000,
      chargingReportedAt: 52_000,
      validStop: true,
      ...change,
    });

  it('is a report of Charging, timed from the first answer', () => {
    expect(flow()).toEqual({ mode: 'authorize_first', delivered: true, validStop: true, startSeconds: 51 });
  });

  it('has no time where one of the two moments is missing, or they come in the wrong order', () => {
    expect(flow({ attemptedAt: null }).startSeconds).toBeNull();
    expect(flow({ chargingReportedAt: null })).toMatchObject({ delivered: false, startSeconds: null });
    expect(flow({ attemptedAt: 60_000 }).startSeconds).toBeNull();
  });
});

describe('the rates of INL', () => {
  const facts = (mode: InlFacts['mode'], delivered: boolean, validStop: boolean): InlFacts => ({
    ...{ mode, delivered, validStop, startSeconds: null },
  });

  it('weigh as INL’s calculator does, which is biased, and pool as sums over sums', () => {
    const rate = (numerator: number, denominator: number) => ({
      numerator,
      denominator,
      ratio: numerator / denominator,
    });
    const { pooled, weighted } = inlRate([rate(90, 100), rate(1, 100)]);
    expect(pooled.ratio).toBeCloseTo(0.455, 12);
    expect(weighted).toBeCloseTo((0.9 * 90 + 0.01) / 91, 12);
  });

  it('count by mode, and leave out what no equation counts', () => {
    const rates = inlRates([
      facts('authorize_first', true, true),
      facts('authorize_first', false, true),
      facts('remote_start', true, false),
      facts(null, true, true),
    ]);
    expect(
      rates.modes.map(({ charge_start_success: { numerator, denominator } }) => [numerator, denominator]),
    ).toEqual([
      [0, 0],
      [1, 2],
      [1, 1],
      [0, 0],
    ]);
    expect(rates.charge_end_success).toEqual({ numerator: 1, denominator: 2, ratio: 0.5 });
    expect(rates.session_success.pooled).toEqual({ numerator: 2, denominator: 3, ratio: 2 / 3 });
    expect(rates.outside).toBe(1);
  });

  it('never weigh to less than the pooled rate', () => {
    const anyFacts = fc.record({
      mode: fc.constantFrom(...START_MODES),
      delivered: fc.boolean(),
      validStop: fc.boolean(),
      startSeconds: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(anyFacts, { minLength: 1 }), (flows) => {
        const { pooled, weighted } = inlRates(flows).charge_start_success;
        expect(weighted ?? 1).toBeGreaterThanOrEqual((pooled.ratio ?? 0) - 1e-12);
      }),
    );
  });
});

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

  const anyFlow = fc.record({
    startMode: fc.constantFrom(...START_MODES, null),
    attemptedAt: fc.option(fc.integer({ min: 0, max: 100_000 })),
    chargingReportedAt: fc.option(fc.integer({ min: 0, max: 200_000 })),
    validStop: fc.boolean(),
  });

  it('are what a plain count over the flows gives, mode by mode, pooled and weighted as INL weighs', () => {
    fc.assert(
      fc.property(fc.array(anyFlow, { maxLength: 200 }), (flows) => {
        const rates = inlRates(flows.map(inlFacts));
        const tries = new Map<string, number>();
        const starts = new Map<string, number>();
        const stops = new Map<string, number>();
        let [delivered, ended, outside] = [0, 0, 0];
        for (const { startMode, chargingReportedAt, validStop } of flows) {
          if (startMode === null) {
            outside += 1;
            continue;
          }
          tries.set(startMode, (tries.get(startMode) ?? 0) + 1);
          if (chargingReportedAt !== null) starts.set(startMode, (starts.get(startMode) ?? 0) + 1);
          if (validStop) stops.set(startMode, (stops.get(startMode) ?? 0) + 1);
          if (chargingReportedAt !== null) delivered += 1;
          if (chargingReportedAt !== null && validStop) ended += 1;
        }
        const all = (counts: ReadonlyMap<string, number>): number =>
          [...counts.values()].reduce((sum, value) => sum + value, 0);
        const weighted = (counts: ReadonlyMap<string, number>): number | null => {
          let weighed = 0;
          for (const [mode, count] of counts) weighed += (count / (tries.get(mode) ?? 1)) * count;
          return all(counts) === 0 ? null : weighed / all(counts);
        };
        for (const { mode, charge_start_success, session_success } of rates.modes) {
          const denominator = tries.get(mode) ?? 0;
          expect(charge_start_success).toMatchObject({ numerator: starts.get(mode) ?? 0, denominator });
          expect(session_success).toMatchObject({ numerator: stops.get(mode) ?? 0, denominator });
        }
        for (const [rate, counts] of [
          [rates.charge_start_success, starts],
          [rates.session_success, stops],
        ] as const) {
          expect(rate.pooled).toMatchObject({ numerator: all(counts), denominator: all(tries) });
          const expected = weighted(counts);
          if (expected === null) expect(rate.weighted).toBe(null);
          else expect(rate.weighted).toBeCloseTo(expected, 10);
        }
        expect(rates.charge_end_success).toMatchObject({ numerator: ended, denominator: delivered });
        expect(rates.outside).toBe(outside);
      }),
    );
  });
});

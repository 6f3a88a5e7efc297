import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Outcome } from '../../model/outcome.ts';
import type { TelemetryArrival } from '../../model/telemetry.ts';
import { createTracker } from '../tracker.ts';
import { arrival, condition, evseOf, FIELD, reading, router } from './testkit/field.ts';

/** Observed at different seconds of five minutes, all received at their end. */
const observations = fc
  .uniqueArray(fc.integer({ min: 0, max: 299 }), { minLength: 1, maxLength: 30 })
  .chain((times) =>
    fc.tuple(
      ...times.map((observed) =>
        fc.tuple(fc.nat(2), fc.integer({ min: 0, max: 100 })).map(([what, value]): TelemetryArrival => {
          const when = { observed };
          if (what === 0) return arrival(300, evseOf('CS-1', 1), reading('temperature_celsius', value), when);
          if (what === 1) return arrival(300, router, condition('link_up', value > 50), when);
          return arrival(300, router, reading('sent_bytes', value * 1_000), when);
        }),
      ),
    ),
  );

const run = (arrivals: readonly TelemetryArrival[], cuts: readonly number[] = []): Outcome[] => {
  let tracker = createTracker({ inventory: FIELD });
  return arrivals.flatMap((each, index) => {
    if (cuts.includes(index)) tracker = createTracker({ inventory: FIELD }, tracker.snapshot());
    return tracker.apply(each);
  });
};

const lastValues = (outcomes: readonly Outcome[]): Map<string, number | null> =>
  new Map(outcomes.flatMap((one) => (one.kind === 'reading' ? [[one.measure, one.value] as const] : [])));
const counted = (outcomes: readonly Outcome[]): { drops: number; bytes: number } => ({
  drops: outcomes.filter(({ kind }) => kind === 'link_dropped').length,
  bytes: outcomes.reduce((sum, one) => sum + (one.kind === 'link_bytes' ? one.bytes : 0), 0),
});

describe('readings in any order, repeated, cut', () => {
  it('give the same last values, and count nothing that did not happen in order', () => {
    fc.assert(
      fc.property(observations, fc.infiniteStream(fc.nat()), fc.array(fc.nat(30)), (all, dice, cuts) => {
        const inOrder = [...all].sort((one, other) => (one.observedAt ?? 0) - (other.observedAt ?? 0));
        const truth = run(inOrder);
        const repeated = run(
          inOrder.flatMap((one) => [one, one]),
          cuts,
        );
        expect(lastValues(repeated)).toEqual(lastValues(truth));
        expect(counted(repeated)).toEqual(counted(truth));
        const shuffled = [...all, ...all]
          .map((one) => ({ one, at: dice.next().value ?? 0 }))
          .sort((one, other) => one.at - other.at)
          .map(({ one }) => one);
        const mixed = run(shuffled, cuts);
        expect(lastValues(mixed)).toEqual(lastValues(truth));
        expect(counted(mixed).drops).toBeLessThanOrEqual(counted(truth).drops);
      }),
      { numRuns: 60 },
    );
  });
});

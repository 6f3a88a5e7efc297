import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { exposition } from './exposition.ts';
import { MetricStore, type MetricStoreSnapshot } from './metric-store.ts';
import { history, type Step } from './testdata/random-outcomes.ts';
import { samplesOf } from './testdata/samples.ts';

const isCumulative = (key: string): boolean => /^[a-z_]+(_total|_bucket|_sum|_count)(\{|$)/.test(key);

/** Takes a step; returns what was read, as text. */
const take = (store: MetricStore, step: Step): string => {
  if (step.kind === 'outcome') store.apply(step.outcome);
  else if (step.kind === 'advance') store.advance(step.to);
  else return [...exposition(store.collect(step.reader), 'openmetrics')].join('');
  return '';
};

/** What survives being written and read again. */
const stored = (store: MetricStore): MetricStoreSnapshot => {
  const restored: MetricStoreSnapshot = JSON.parse(JSON.stringify(store.snapshot()));
  return restored;
};

/** Short enough for no series to be dropped for its age: one that comes back after that is a new one. */
const HOUR_MS = 3_600_000;

describe('whatever happens', () => {
  it('no cumulative sample falls, every one begins at 0, and none is negative or not a number', () => {
    fc.assert(
      fc.property(history(HOUR_MS), (steps) => {
        const store = new MetricStore();
        const seen = [new Map<string, number>(), new Map<string, number>()];
        for (const step of steps) {
          if (step.kind !== 'collect') {
            take(store, step);
            continue;
          }
          const before = seen[step.reader] ?? new Map<string, number>();
          const now = samplesOf(store, step.reader);
          for (const [key, value] of now) {
            if (!isCumulative(key)) continue;
            const last = before.get(key);
            if (last === undefined) expect(value).toBe(0);
            else expect(value).toBeGreaterThanOrEqual(last);
          }
          seen[step.reader] = now;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('a store cut anywhere and restored reads the same, byte for byte', () => {
    fc.assert(
      fc.property(history(), fc.array(fc.nat(60), { maxLength: 4 }), (steps, cuts) => {
        const whole = new MetricStore();
        let cut = new MetricStore();
        steps.forEach((step, index) => {
          if (cuts.includes(index)) cut = MetricStore.restore(stored(cut));
          expect(take(cut, step)).toBe(take(whole, step));
        });
        expect(cut.seriesCount).toBe(whole.seriesCount);
        expect(stored(cut)).toEqual(stored(whole));
      }),
      { numRuns: 150 },
    );
  });

  it('the series that it shows are as many as it counts', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        const store = new MetricStore();
        for (const step of steps) take(store, step);
        const histogramTail = [...samplesOf(store).keys()];
        expect(histogramTail).toHaveLength(store.seriesCount);
      }),
      { numRuns: 100 },
    );
  });

  it('a replay that journalled the collections shows what the live store shows', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        const live = new MetricStore();
        const replayed = new MetricStore();
        for (const step of steps) {
          take(live, step);
          if (step.kind === 'collect') {
            replayed.offer(step.reader);
            replayed.taken(step.reader);
          } else take(replayed, step);
        }
        expect(stored(replayed)).toEqual(stored(live));
      }),
      { numRuns: 100 },
    );
  });
});

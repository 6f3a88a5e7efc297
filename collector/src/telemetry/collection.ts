import type { LabelSet } from './label-set.ts';
import type { MetricSpec } from './metric-spec.ts';

/** The last flow that moved a series. `time` in ms since the epoch. */
export interface Exemplar {
  readonly traceId: string;
  readonly value: number;
  readonly time: number;
}

/** The further labels of a series, interned in its column: `failed` and `outcome="failed"`. */
export interface ExtraLabels {
  readonly index: number;
  readonly values: readonly string[];
  readonly text: string;
}

/** All series of one metric at one moment; `sets[i]` and `extras[i]` label `values[i]`. */
export interface FamilyView {
  readonly spec: MetricSpec;
  /** Since when its cumulative series count, and when they were read; ms since the epoch. */
  readonly start: number;
  readonly time: number;
  readonly count: number;
  readonly sets: readonly LabelSet[];
  readonly extras: readonly ExtraLabels[];
  /** Value; for a histogram the sum of its observations. */
  readonly values: Float64Array;
  /** Histograms: counts not cumulated, `spec.buckets.length + 1` a series. */
  readonly bucketCounts: Float64Array | null;
  /** One a series, one a bucket for histograms. */
  readonly exemplars: readonly (Exemplar | undefined)[] | null;
}

/** What one reader sees at one moment, in the order of the scrape; does not change while it is being written. */
export type Collection = readonly FamilyView[];

/** Number of Prometheus series in the view: a histogram's buckets, sum and count are one each. */
export const seriesOf = (view: FamilyView): number =>
  view.count * (view.spec.buckets === undefined ? 1 : view.spec.buckets.length + 3);

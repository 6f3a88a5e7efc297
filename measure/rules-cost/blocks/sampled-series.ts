/** Samples of one series. `times`: ms since the epoch, rising. */
export interface Samples {
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** Labels in order of their names, flat: name, value, name, value, … */
export type FlatLabels = readonly string[];

/** A series; many may share the samples of one. */
export interface SampledSeries {
  readonly labels: FlatLabels;
  readonly samples: Samples;
}

/** Labels with the metric's name among them, flat and in order. */
export const flatLabels = (labels: Readonly<Record<string, string>>): FlatLabels =>
  Object.entries(labels)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flat();

/** The series in the order in which an index has them. */
export function inOrder(series: readonly SampledSeries[]): SampledSeries[] {
  const keyed = series.map((one) => ({ one, key: one.labels.join('\0') }));
  keyed.sort((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0));
  return keyed.map(({ one }) => one);
}

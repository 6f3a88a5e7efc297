/** Attribute values that a mapping can look at; arrays, maps and bytes are left out. */
export type Attributes = ReadonlyMap<string, string | number | boolean>;

/** One data point of a request, with what it belongs to. */
export interface MetricPoint {
  readonly metric: string;
  /** UCUM, as the sender wrote it; '' when it did not. */
  readonly unit: string;
  /** `delta`: a sum since the last report; `other`: a histogram or a summary. */
  readonly kind: 'gauge' | 'cumulative' | 'delta' | 'other';
  /** Null where the point says that there was no recording, or has no number. */
  readonly value: number | null;
  /** Milliseconds since the epoch; null when the sender gave none. */
  readonly timeMs: number | null;
  readonly attributes: Attributes;
  readonly scope: Attributes;
  readonly resource: Attributes;
}

/** Bit of a point's `flags`: the series stopped, there is no value (opentelemetry.proto.metrics.v1.DataPointFlags). */
export const NO_RECORDED_VALUE = 1;

/** Aggregation temporality 1 is delta, 2 cumulative (opentelemetry.proto.metrics.v1.AggregationTemporality). */
export const sumKind = (temporality: number): 'delta' | 'cumulative' =>
  temporality === 2 ? 'cumulative' : 'delta';

/** Nanoseconds since the epoch as milliseconds; null for 0, which means unknown. */
export function millisecondsOf(nanoseconds: bigint): number | null {
  return nanoseconds === 0n ? null : Number(nanoseconds / 1_000_000n);
}

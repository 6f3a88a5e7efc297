import { type HrTime, ValueType } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type CollectionResult,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type MetricProducer,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics';
import type { Collection, FamilyView } from './collection.ts';
import { labelAttributes } from './label-text.ts';
import { SCOPES } from './metric-spec.ts';

/** Instrumentation scope of all that the collector emits. */
export const INSTRUMENTATION_SCOPE = { name: 'firstcharge', version: '0.1.0' } as const;

/** Milliseconds since the epoch as OpenTelemetry's pair of seconds and nanoseconds. */
export const hrTime = (ms: number): HrTime => {
  const seconds = Math.floor(ms / 1000);
  return [seconds, Math.round((ms - seconds * 1000) * 1e6)];
};

/** Rows `from` up to `to` of a family as OpenTelemetry data; attributes have the names of the Prometheus labels. */
export const metricData = (view: FamilyView, from: number, to: number): MetricData => {
  const { spec } = view;
  const base = {
    descriptor: { name: spec.otel, description: spec.help, unit: spec.unit, valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  const span = { startTime: hrTime(view.start), endTime: hrTime(view.time) };
  const extraNames = Object.keys(spec.labels);
  const points = <T>(valueOf: (row: number) => T): DataPoint<T>[] => {
    const all: DataPoint<T>[] = [];
    for (let row = from; row < to; row += 1) {
      const attributes = labelAttributes(SCOPES[spec.scope], view.sets[row]?.values ?? []);
      Object.assign(attributes, labelAttributes(extraNames, view.extras[row]?.values ?? []));
      all.push({ ...span, attributes, value: valueOf(row) });
    }
    return all;
  };
  if (spec.kind === 'histogram') {
    return {
      ...base,
      dataPointType: DataPointType.HISTOGRAM,
      dataPoints: points((row) => histogram(view, row)),
    };
  }
  const dataPoints = points((row) => view.values[row] ?? 0);
  return spec.kind === 'gauge'
    ? { ...base, dataPointType: DataPointType.GAUGE, dataPoints }
    : { ...base, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
};

const histogram = (view: FamilyView, row: number): Histogram => {
  const boundaries = [...(view.spec.buckets ?? [])];
  const width = boundaries.length + 1;
  const counts = [...(view.bucketCounts?.subarray(row * width, (row + 1) * width) ?? [])];
  return {
    buckets: { boundaries, counts },
    sum: view.values[row] ?? 0,
    count: counts.reduce((sum, count) => sum + count, 0),
  };
};

/** The collection in requests of at most `pointsPerBatch` data points, made one at a time. */
export function* metricBatches(
  collection: Collection,
  resource: Resource,
  pointsPerBatch: number,
): Generator<ResourceMetrics> {
  let metrics: MetricData[] = [];
  let room = pointsPerBatch;
  const batch = (): ResourceMetrics => ({
    resource,
    scopeMetrics: [{ scope: INSTRUMENTATION_SCOPE, metrics }],
  });
  for (const view of collection) {
    for (let from = 0; from < view.count;) {
      const to = Math.min(view.count, from + room);
      metrics.push(metricData(view, from, to));
      room -= to - from;
      from = to;
      if (room > 0) continue;
      yield batch();
      metrics = [];
      room = pointsPerBatch;
    }
  }
  if (metrics.length > 0) yield batch();
}

/** The stores of the collector as a source for any OpenTelemetry metric reader. */
export class StoreMetricProducer implements MetricProducer {
  readonly #collect: () => Promise<Collection>;
  readonly #resource: Resource;

  constructor(collect: () => Promise<Collection>, resource: Resource) {
    this.#collect = collect;
    this.#resource = resource;
  }

  async collect(): Promise<CollectionResult> {
    const [all] = metricBatches(await this.#collect(), this.#resource, Infinity);
    return { resourceMetrics: all ?? { resource: this.#resource, scopeMetrics: [] }, errors: [] };
  }
}

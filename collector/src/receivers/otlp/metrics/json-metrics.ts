import { z } from 'zod';
import {
  millisecondsOf,
  NO_RECORDED_VALUE,
  sumKind,
  type Attributes,
  type MetricPoint,
} from './metric-point.ts';
import { PointList } from './point-list.ts';

// OTLP's JSON is proto3 JSON with lowerCamelCase keys; 64-bit numbers come as text or as numbers, unknown keys are passed over.

const whole = z
  .union([z.string().regex(/^-?\d{1,20}$/), z.int().transform(String)])
  .transform((written) => BigInt(written));
const double = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish();

const keyValue = z.object({
  key: z.string(),
  value: z
    .object({
      stringValue: z.string().nullish(),
      boolValue: z.boolean().nullish(),
      intValue: whole.nullish(),
      doubleValue: double.nullish(),
    })
    .nullish(),
});
const attributes = z.object({ attributes: list(keyValue) });
const point = attributes.extend({
  timeUnixNano: whole.nullish(),
  asDouble: double.nullish(),
  asInt: whole.nullish(),
  flags: z.int().nullish(),
});
/** Points are read one by one, once it is known how many there are. */
const unread = { dataPoints: list(z.unknown()) };
const others = z.object(unread).nullish();
const metric = z.object({
  name: z.string(),
  unit: z.string().nullish(),
  gauge: z.object(unread).nullish(),
  sum: z.object({ ...unread, aggregationTemporality: z.int().nullish() }).nullish(),
  histogram: others,
  exponentialHistogram: others,
  summary: others,
});
const request = z.object({
  resourceMetrics: list(
    z.object({
      resource: attributes.nullish(),
      scopeMetrics: list(z.object({ scope: attributes.nullish(), metrics: list(metric) })),
    }),
  ),
});

/** The data points of an `ExportMetricsServiceRequest` in JSON. Throws where the text is no such message, or too many. */
export function jsonPoints(text: string): MetricPoint[] {
  const read = request.parse(JSON.parse(text));
  const list = new PointList();
  for (const { resource, scopeMetrics } of read.resourceMetrics ?? []) {
    const resourceAttributes = attributesOf(resource?.attributes);
    for (const { scope, metrics } of scopeMetrics ?? []) {
      const owner = { resource: resourceAttributes, scope: attributesOf(scope?.attributes) };
      for (const written of metrics ?? []) metricPoints(written, owner, list);
    }
  }
  return list.points;
}

function metricPoints(
  { name, unit, gauge, sum, histogram, exponentialHistogram, summary }: z.output<typeof metric>,
  owner: Pick<MetricPoint, 'scope' | 'resource'>,
  list: PointList,
): void {
  const about = { metric: name, unit: unit ?? '', ...owner };
  const numbers = [
    [gauge, 'gauge'],
    [sum, sumKind(sum?.aggregationTemporality ?? 0)],
  ] as const;
  for (const [data, kind] of numbers) {
    const written = data?.dataPoints ?? [];
    list.expect(written.length);
    for (const each of written) list.push({ ...about, kind, ...numberPoint(point.parse(each)) });
  }
  for (const data of [histogram, exponentialHistogram, summary]) {
    const written = data?.dataPoints ?? [];
    list.expect(written.length);
    for (let index = 0; index < written.length; index += 1)
      list.push({ ...about, kind: 'other', value: null, timeMs: null, attributes: new Map() });
  }
}

function numberPoint({
  attributes: written,
  timeUnixNano,
  asDouble,
  asInt,
  flags,
}: z.output<typeof point>): Pick<MetricPoint, 'value' | 'timeMs' | 'attributes'> {
  const recorded = ((flags ?? 0) & NO_RECORDED_VALUE) === 0;
  const value = asDouble ?? (typeof asInt === 'bigint' ? Number(asInt) : null);
  return {
    value: recorded ? value : null,
    timeMs: millisecondsOf(timeUnixNano ?? 0n),
    attributes: attributesOf(written),
  };
}

function attributesOf(written: readonly z.output<typeof keyValue>[] | null | undefined): Attributes {
  const found = new Map<string, string | number | boolean>();
  for (const { key, value } of written ?? []) {
    const { stringValue, boolValue, intValue, doubleValue } = value ?? {};
    const scalar = stringValue ?? boolValue ?? doubleValue ?? intValue;
    if (scalar === null || scalar === undefined) continue;
    found.set(key, typeof scalar === 'bigint' ? Number(scalar) : scalar);
  }
  return found;
}

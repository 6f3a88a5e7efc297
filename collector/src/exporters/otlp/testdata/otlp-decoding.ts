import { doubles, fixed64s, WireMessage } from './protobuf-reader.ts';

export type DecodedValue = string | number | boolean | readonly DecodedValue[];
export type DecodedAttributes = Readonly<Record<string, DecodedValue>>;

export interface DecodedPoint {
  readonly attributes: DecodedAttributes;
  readonly startMs: number;
  readonly timeMs: number;
  /** Sums and gauges. */
  readonly value: number;
  /** Histograms. */
  readonly histogram: { readonly count: number; readonly sum: number; readonly counts: readonly number[]; readonly bounds: readonly number[] } | null;
}

export interface DecodedMetric {
  readonly resource: DecodedAttributes;
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly kind: 'gauge' | 'sum' | 'histogram';
  readonly isMonotonic: boolean;
  readonly isCumulative: boolean;
  readonly points: readonly DecodedPoint[];
}

export interface DecodedSpan {
  readonly resource: DecodedAttributes;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: DecodedAttributes;
  readonly events: readonly { readonly name: string; readonly timeMs: number }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  /** 0 unset, 1 ok, 2 error. */
  readonly status: number;
}

/** ExportMetricsServiceRequest of opentelemetry-proto 1.x, binary. */
export const decodeMetrics = (body: Uint8Array): DecodedMetric[] =>
  new WireMessage(body).messages(1).flatMap((resourceMetrics) => {
    const resource = resourceOf(resourceMetrics);
    return resourceMetrics.messages(2).flatMap((scope) => scope.messages(2).map((metric) => decodeMetric(metric, resource)));
  });

/** ExportTraceServiceRequest of opentelemetry-proto 1.x, binary. */
export const decodeTraces = (body: Uint8Array): DecodedSpan[] =>
  new WireMessage(body).messages(1).flatMap((resourceSpans) => {
    const resource = resourceOf(resourceSpans);
    return resourceSpans.messages(2).flatMap((scope) => scope.messages(2).map((span) => decodeSpan(span, resource)));
  });

const resourceOf = (message: WireMessage): DecodedAttributes => {
  const [resource] = message.messages(1);
  return resource === undefined ? {} : attributesOf(resource, 1);
};

const attributesOf = (message: WireMessage, field: number): DecodedAttributes =>
  Object.fromEntries(message.messages(field).map((pair) => [pair.text(1), anyValue(pair.messages(2)[0])]));

const anyValue = (value: WireMessage | undefined): DecodedValue => {
  if (value === undefined) return '';
  if (value.has(2)) return value.number(2) === 1;
  if (value.has(3)) return value.number(3);
  if (value.has(4)) return value.double(4);
  if (value.has(5)) return (value.messages(5)[0]?.messages(1) ?? []).map(anyValue);
  return value.text(1);
};

const decodeMetric = (metric: WireMessage, resource: DecodedAttributes): DecodedMetric => {
  const kinds = [[5, 'gauge'], [7, 'sum'], [9, 'histogram']] as const;
  const [field, kind] = kinds.find(([number]) => metric.has(number)) ?? kinds[0];
  const data = metric.messages(field)[0];
  return {
    resource,
    name: metric.text(1),
    description: metric.text(2),
    unit: metric.text(3),
    kind,
    isMonotonic: data?.number(3) === 1,
    isCumulative: data?.number(2) === 2,
    points: (data?.messages(1) ?? []).map((point) => decodePoint(point, kind === 'histogram')),
  };
};

const decodePoint = (point: WireMessage, isHistogram: boolean): DecodedPoint => ({
  attributes: attributesOf(point, isHistogram ? 9 : 7),
  startMs: point.milliseconds(2),
  timeMs: point.milliseconds(3),
  value: isHistogram ? 0 : point.has(6) ? Number(fixed64s(point.bytes(6))[0] ?? 0n) : point.double(4),
  histogram: isHistogram
    ? {
        count: Number(fixed64s(point.bytes(4))[0] ?? 0n),
        sum: point.double(5),
        counts: fixed64s(point.bytes(6)).map(Number),
        bounds: doubles(point.bytes(7)),
      }
    : null,
});

const decodeSpan = (span: WireMessage, resource: DecodedAttributes): DecodedSpan => ({
  resource,
  traceId: span.hex(1),
  spanId: span.hex(2),
  parentSpanId: span.hex(4),
  name: span.text(5),
  startMs: span.milliseconds(7),
  endMs: span.milliseconds(8),
  attributes: attributesOf(span, 9),
  events: span.messages(11).map((event) => ({ name: event.text(2), timeMs: event.milliseconds(1) })),
  links: span.messages(13).map((link) => ({ traceId: link.hex(1), spanId: link.hex(2) })),
  status: span.messages(15)[0]?.number(3) ?? 0,
});

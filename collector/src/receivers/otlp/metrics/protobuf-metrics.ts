import { WireType, type BinaryReader } from '@bufbuild/protobuf/wire';
import {
  millisecondsOf,
  NO_RECORDED_VALUE,
  sumKind,
  type Attributes,
  type MetricPoint,
} from './metric-point.ts';
import { PointList } from './point-list.ts';
import { content, eachField, text } from './protobuf-fields.ts';

// Field numbers: opentelemetry-proto, collector/metrics/v1, metrics/v1, resource/v1 and common/v1.

/** The data points of an `ExportMetricsServiceRequest`. Throws where the bytes are no such message, or too many. */
export function protobufPoints(bytes: Uint8Array): MetricPoint[] {
  const list = new PointList();
  eachField(bytes, (field, wire, reader) => {
    if (field !== 1) return false;
    resourceMetrics(content(wire, reader), list);
    return true;
  });
  return list.points;
}

function resourceMetrics(bytes: Uint8Array, list: PointList): void {
  const scopes: Uint8Array[] = [];
  let resource: Attributes = new Map();
  eachField(bytes, (field, wire, reader) => {
    if (field === 1) resource = attributesOf(content(wire, reader), 1);
    else if (field === 2) scopes.push(content(wire, reader));
    else return false;
    return true;
  });
  for (const scope of scopes) scopeMetrics(scope, resource, list);
}

function scopeMetrics(bytes: Uint8Array, resource: Attributes, list: PointList): void {
  const metrics: Uint8Array[] = [];
  let scope: Attributes = new Map();
  eachField(bytes, (field, wire, reader) => {
    if (field === 1) scope = attributesOf(content(wire, reader), 3);
    else if (field === 2) metrics.push(content(wire, reader));
    else return false;
    return true;
  });
  for (const metric of metrics) metricPoints(metric, { scope, resource }, list);
}

function metricPoints(
  bytes: Uint8Array,
  owner: Pick<MetricPoint, 'scope' | 'resource'>,
  list: PointList,
): void {
  const about = { metric: '', unit: '' };
  const data: { readonly type: number; readonly bytes: Uint8Array }[] = [];
  eachField(bytes, (field, wire, reader) => {
    if (field === 1) about.metric = text(wire, reader);
    else if (field === 3) about.unit = text(wire, reader);
    else if ([5, 7, 9, 10, 11].includes(field)) data.push({ type: field, bytes: content(wire, reader) });
    else return false;
    return true;
  });
  for (const { type, bytes: inner } of data) {
    let temporality = 0;
    const found: Uint8Array[] = [];
    eachField(inner, (field, wire, reader) => {
      if (field === 1) {
        list.expect(1);
        found.push(content(wire, reader));
      } else if (field === 2 && type === 7 && wire === WireType.Varint) temporality = reader.int32();
      else return false;
      return true;
    });
    const kind = type === 5 ? 'gauge' : type === 7 ? sumKind(temporality) : 'other';
    for (const point of found)
      list.push({ ...about, ...owner, kind, ...(kind === 'other' ? NO_POINT : numberPoint(point)) });
  }
}

const NO_POINT = { value: null, timeMs: null, attributes: new Map() } as const;

function numberPoint(bytes: Uint8Array): Pick<MetricPoint, 'value' | 'timeMs' | 'attributes'> {
  const attributes = new Map<string, string | number | boolean>();
  let value: number | null = null;
  let timeMs: number | null = null;
  let flags = 0;
  eachField(bytes, (field, wire, reader) => {
    if (field === 7) keyValue(content(wire, reader), attributes);
    else if (field === 3 && wire === WireType.Bit64) timeMs = millisecondsOf(BigInt(reader.fixed64()));
    else if (field === 4 && wire === WireType.Bit64) value = reader.double();
    else if (field === 6 && wire === WireType.Bit64) value = Number(reader.sfixed64());
    else if (field === 8 && wire === WireType.Varint) flags = reader.uint32();
    else return false;
    return true;
  });
  return { value: (flags & NO_RECORDED_VALUE) === 0 ? value : null, timeMs, attributes };
}

/** The attributes of a message that holds them in field `number`. */
function attributesOf(bytes: Uint8Array, number: number): Attributes {
  const attributes = new Map<string, string | number | boolean>();
  eachField(bytes, (field, wire, reader) => {
    if (field !== number) return false;
    keyValue(content(wire, reader), attributes);
    return true;
  });
  return attributes;
}

function keyValue(bytes: Uint8Array, into: Map<string, string | number | boolean>): void {
  let key = '';
  let value: string | number | boolean | null = null;
  eachField(bytes, (field, wire, reader) => {
    if (field === 1) key = text(wire, reader);
    else if (field === 2)
      eachField(content(wire, reader), (kind, innerWire, inner) => {
        const scalar = anyValue(kind, innerWire, inner);
        if (scalar === null) return false;
        value = scalar;
        return true;
      });
    else return false;
    return true;
  });
  if (value !== null) into.set(key, value);
}

function anyValue(kind: number, wire: WireType, reader: BinaryReader): string | number | boolean | null {
  if (kind === 1) return text(wire, reader);
  if (kind === 2 && wire === WireType.Varint) return reader.bool();
  if (kind === 3 && wire === WireType.Varint) return Number(reader.int64());
  if (kind === 4 && wire === WireType.Bit64) return reader.double();
  return null;
}

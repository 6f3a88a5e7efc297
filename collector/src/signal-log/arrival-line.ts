import type { Arrival, ConnectionArrival, Direction } from '../model/arrival.ts';
import { decodeTelemetry, encodeTelemetry } from './telemetry-line.ts';
import { formatReceivedAt, parseReceivedAt } from './received-at.ts';

/** Why a line of a log is no arrival. */
export const LINE_PROBLEMS = [
  'not_json',
  'not_an_object',
  'bad_time',
  'bad_station',
  'bad_direction',
  'bad_event',
  'bad_telemetry',
  'missing_frame',
  'unknown_shape',
  'too_long',
] as const;
export type LineProblem = (typeof LINE_PROBLEMS)[number];

/** Longer names are no station's: OCPP 2.0.1 allows 48 characters, vendors' logs sometimes prefix them. */
const LONGEST_STATION = 255;
const LONGEST_WORD = 64;

/** One arrival as one line of the `ocpp_log` format, without its line break. Throws on what JSON or a date cannot hold. */
export function encodeArrival(arrival: Arrival): string {
  const time = `{"receivedAt":"${formatReceivedAt(arrival.receivedAt)}"`;
  switch (arrival.kind) {
    case 'frame': {
      const bytes = arrival.bytes === undefined ? '' : `,"bytes":${arrival.bytes}`;
      const station = JSON.stringify(arrival.station);
      return `${time},"station":${station},"direction":"${arrival.direction}","frame":${JSON.stringify(arrival.frame)}${bytes}}`;
    }
    case 'connection': {
      const { station, event, code, protocol, connection, pingMs } = arrival;
      return `${time},${JSON.stringify({ station, event, code, protocol, connection, pingMs }).slice(1)}`;
    }
    case 'telemetry':
      return `${time},"telemetry":${encodeTelemetry(arrival)}}`;
    case 'tick':
      return `${time},"tick":true}`;
    case 'watch':
      return `${time},"watch":true}`;
    case 'collection':
      return `${time},"collection":${arrival.reader}}`;
    case 'collected':
      return `${time},"collected":${arrival.reader}}`;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDirection = (value: unknown): value is Direction =>
  value === 'from_station' || value === 'to_station';

function isStation(value: unknown): value is string {
  // Control characters would break terminals, files and labels alike.
  return (
    typeof value === 'string' && value !== '' && value.length <= LONGEST_STATION && !/\p{Cc}/u.test(value)
  );
}

const word = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_WORD;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function frameArrival(receivedAt: number, station: string, direction: Direction, fields: Fields): Arrival {
  const { frame: given, bytes: size } = fields;
  const frame = typeof given === 'string' ? parseJson(given) : given;
  const parsed: readonly unknown[] | null = Array.isArray(frame) ? frame : null;
  const bytes =
    typeof size === 'number' ? size : typeof given === 'string' ? Buffer.byteLength(given) : undefined;
  if (bytes === undefined) return { kind: 'frame', receivedAt, station, direction, frame: parsed };
  return { kind: 'frame', receivedAt, station, direction, frame: parsed, bytes };
}

function connectionArrival(
  receivedAt: number,
  station: string,
  event: ConnectionArrival['event'],
  fields: Fields,
): Arrival {
  const { code, protocol, connection, pingMs } = fields;
  return {
    kind: 'connection',
    receivedAt,
    station,
    event,
    ...(typeof code === 'number' && Number.isInteger(code) && { code }),
    ...(word(protocol) && { protocol }),
    ...(word(connection) && { connection }),
    ...(typeof pingMs === 'number' && pingMs >= 0 && { pingMs }),
  };
}

const isReader = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 32;

function stationless(receivedAt: number, fields: Fields): Arrival | LineProblem {
  if (fields['tick'] === true) return { kind: 'tick', receivedAt };
  if (fields['watch'] === true) return { kind: 'watch', receivedAt };
  if (fields['telemetry'] !== undefined)
    return decodeTelemetry(receivedAt, fields['telemetry']) ?? 'bad_telemetry';
  for (const kind of ['collection', 'collected'] as const) {
    const reader = fields[kind];
    if (isReader(reader)) return { kind, receivedAt, reader };
  }
  return 'station' in fields ? 'bad_station' : 'unknown_shape';
}

/**
 * What a line says: an arrival, the reason why it is none, or null for lines that carry no arrival by design (blank ones
 * and the journal's own marks). A frame that is text is parsed; one that is no array becomes null.
 */
export function decodeArrival(line: string): Arrival | LineProblem | null {
  const fields = parseJson(line);
  if (!isFields(fields))
    return fields !== undefined ? 'not_an_object' : line.trim() === '' ? null : 'not_json';
  const { station, direction, event } = fields;
  if (station === undefined && ('commit' in fields || 'journal' in fields)) return null;
  const receivedAt = parseReceivedAt(fields['receivedAt']);
  if (receivedAt === null) return 'bad_time';
  if (!isStation(station)) return stationless(receivedAt, fields);
  if (event !== undefined) {
    if (event !== 'connect' && event !== 'disconnect' && event !== 'ping') return 'bad_event';
    return connectionArrival(receivedAt, station, event, fields);
  }
  if (fields['frame'] === undefined) return direction === undefined ? 'unknown_shape' : 'missing_frame';
  return isDirection(direction) ? frameArrival(receivedAt, station, direction, fields) : 'bad_direction';
}

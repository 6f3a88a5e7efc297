import type { Direction } from '../model/arrival.ts';
import { unmask } from './frame-parser.ts';
import type { ClosedBy, GatewayRecord, StationRecord } from './record.ts';

/*
 * A record, big-endian: sequence u48 · kind u8 · receivedAt f64 · connection u32 · station length u8 · station · body.
 * Bodies: connect = JSON; disconnect = code u16, by u8; message = direction u8, text; ping_rtt = direction u8, f64;
 * gap = from u48 (its `to` is the sequence).
 */
const CONNECT = 1;
const DISCONNECT = 2;
const MESSAGE = 3;
const PING_RTT = 4;
const GAP = 5;

const HEAD_BYTES = 6 + 1 + 8 + 4 + 1;
const DIRECTIONS: readonly (Direction | null)[] = [null, 'from_station', 'to_station'];

/** What is the same in all records of one socket. */
export interface RecordOwner {
  readonly connection: number;
  /** The station id's bytes, at most 48. */
  readonly station: Buffer;
}

/** A record that can be written into any buffer once its sequence is known. */
export interface RecordDraft {
  readonly kind: number;
  readonly receivedAt: number;
  readonly owner: RecordOwner;
  readonly body: Buffer;
  /** Prefix byte of a message's body, else -1. */
  readonly direction: number;
  /** How the body is still masked (RFC 6455 §5.3), 0 = not. */
  readonly mask: number;
}

const directionCode = (direction: ClosedBy): number => DIRECTIONS.indexOf(direction);

/** A socket was accepted by the upstream. */
export function connectDraft(
  owner: RecordOwner,
  receivedAt: number,
  protocol: string | null,
  remote: string | null,
): RecordDraft {
  const body = Buffer.from(JSON.stringify({ protocol, remote }));
  return { kind: CONNECT, receivedAt, owner, body, direction: -1, mask: 0 };
}

/** A socket is gone. */
export function disconnectDraft(
  owner: RecordOwner,
  receivedAt: number,
  code: number,
  by: ClosedBy,
): RecordDraft {
  const body = Buffer.from([code >>> 8, code & 0xff, directionCode(by)]);
  return { kind: DISCONNECT, receivedAt, owner, body, direction: -1, mask: 0 };
}

/** A text message passed; the bytes may still be masked. */
export function messageDraft(
  owner: RecordOwner,
  receivedAt: number,
  from: Direction,
  body: Buffer,
  mask: number,
): RecordDraft {
  return { kind: MESSAGE, receivedAt, owner, body, direction: directionCode(from), mask };
}

/** A pong answered a ping. */
export function pingDraft(owner: RecordOwner, receivedAt: number, from: Direction, ms: number): RecordDraft {
  const body = Buffer.alloc(8);
  body.writeDoubleBE(ms);
  return { kind: PING_RTT, receivedAt, owner, body, direction: directionCode(from), mask: 0 };
}

/** Records `from` up to the gap's own sequence are lost. */
export function gapDraft(receivedAt: number, from: number): RecordDraft {
  const body = Buffer.alloc(6);
  body.writeUIntBE(from, 0, 6);
  return { kind: GAP, receivedAt, owner: { connection: 0, station: NOBODY }, body, direction: -1, mask: 0 };
}

/** Bytes that `writeRecord` will write. */
export function recordBytes(draft: RecordDraft): number {
  return HEAD_BYTES + draft.owner.station.length + (draft.direction < 0 ? 0 : 1) + draft.body.length;
}

/** Writes the record at `at`, unmasking its body on the way. */
export function writeRecord(target: Buffer, at: number, sequence: number, draft: RecordDraft): void {
  const { station, connection } = draft.owner;
  target.writeUIntBE(sequence, at, 6);
  target[at + 6] = draft.kind;
  target.writeDoubleBE(draft.receivedAt, at + 7);
  target.writeUInt32BE(connection, at + 15);
  target[at + 19] = station.length;
  let end = at + HEAD_BYTES;
  end += station.copy(target, end);
  if (draft.direction >= 0) target[end++] = draft.direction;
  draft.body.copy(target, end);
  unmask(target, end, end + draft.body.length, draft.mask, 0);
}

/** Reads a record; null when the bytes are none. The message's `raw` is a view of `bytes`. */
export function readRecord(bytes: Buffer): GatewayRecord | null {
  if (bytes.length < HEAD_BYTES) return null;
  const stationEnd = HEAD_BYTES + (bytes[19] ?? 0);
  if (bytes.length < stationEnd) return null;
  const common = {
    sequence: bytes.readUIntBE(0, 6),
    receivedAt: bytes.readDoubleBE(7),
    connection: bytes.readUInt32BE(15),
    station: bytes.toString('latin1', HEAD_BYTES, stationEnd),
  };
  return readBody(bytes[6] ?? 0, common, bytes.subarray(stationEnd));
}

function readBody(
  kind: number,
  common: Omit<StationRecord, 'kind' | 'protocol' | 'remote' | 'code' | 'by' | 'direction' | 'raw' | 'ms'>,
  body: Buffer,
): GatewayRecord | null {
  const direction = DIRECTIONS[body[0] ?? 0] ?? null;
  if (kind === MESSAGE && direction !== null) {
    return { ...common, kind: 'message', direction, raw: body.subarray(1) };
  }
  if (kind === PING_RTT && direction !== null && body.length === 9) {
    return { ...common, kind: 'ping_rtt', direction, ms: body.readDoubleBE(1) };
  }
  if (kind === DISCONNECT && body.length === 3) {
    return {
      ...common,
      kind: 'disconnect',
      code: body.readUInt16BE(0),
      by: DIRECTIONS[body[2] ?? 0] ?? null,
    };
  }
  if (kind === GAP && body.length === 6) {
    const { sequence, receivedAt } = common;
    const from = body.readUIntBE(0, 6);
    return { kind: 'gap', sequence, receivedAt, from, to: sequence, count: sequence - from + 1 };
  }
  return kind === CONNECT ? readConnect(common, body) : null;
}

function readConnect(
  common: { sequence: number; receivedAt: number; connection: number; station: string },
  body: Buffer,
): GatewayRecord | null {
  try {
    const facts: unknown = JSON.parse(body.toString());
    if (typeof facts !== 'object' || facts === null) return null;
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    const protocol = 'protocol' in facts ? text(facts.protocol) : null;
    const remote = 'remote' in facts ? text(facts.remote) : null;
    return { ...common, kind: 'connect', protocol, remote };
  } catch {
    return null;
  }
}

const NOBODY = Buffer.alloc(0);

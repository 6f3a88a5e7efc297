import { createHash } from 'node:crypto';
import type { SourceError } from '../config/source-error.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { FrameArrival } from '../model/arrival.ts';
import { failed, type Result } from '../model/result.ts';
import type { TelemetryArrival } from '../model/telemetry.ts';
import { bindMapping } from '../receivers/mapping/bind-mapping.ts';
import { mapMessage } from '../receivers/mapping/map-message.ts';
import { parseMapping, type Mapping } from '../receivers/mapping/mapping.ts';

/** What vendors' own messages (DataTransfer) tell of equipment; null: nothing is known of any. */
export type VendorMessages = Mapping | null;

/** The only parameter that such a file may have: the station that sent the message. */
const STATION = 'station';
const LONGEST_DATA = 8_192;
const CALL = 2;

/** Reads a mapping file whose topics are `vendorId/messageId`. Every error at once, with line and fix. */
export function parseVendorMessages(
  file: string,
  text: string,
): Result<VendorMessages, readonly SourceError[]> {
  const mapping = parseMapping(file, text);
  if (!mapping.ok) return mapping;
  // The station stands in front of the topic, so that one reading of the file serves all of them.
  const bound = bindMapping({ mapping: mapping.value, prefix: `{${STATION}}/`, with: {}, label: '' });
  if (bound.ok) return bound;
  return failed(
    bound.error.map(({ problem }) => ({
      ...{ file, line: 1, column: 1, path: 'parameters', problem },
      fix: `leave \`[${STATION}]\` alone: nothing else is known of a DataTransfer`,
    })),
  );
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The topic and the payload of a DataTransfer that a station sent; null when the frame is none. */
function transferOf({ direction, frame }: FrameArrival): { topic: string; payload: string } | null {
  if (direction !== 'from_station' || frame === null) return null;
  const [type, , action, transfer] = frame;
  if (type !== CALL || action !== 'DataTransfer' || !isFields(transfer)) return null;
  const { vendorId, messageId = '', data } = transfer;
  if (typeof vendorId !== 'string' || typeof messageId !== 'string' || data === undefined) return null;
  const payload = typeof data === 'string' ? data : JSON.stringify(data);
  return payload.length > LONGEST_DATA ? null : { topic: `${vendorId}/${messageId}`, payload };
}

/** Names events by what they are made of; identities in frames are hashed before they come here. */
const nameOf = (text: string): string => `~${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;

/** What a frame tells of the equipment of the station that sent it, by the operator's mapping. A station speaks for nobody else. */
export function vendorTelemetry(
  arrival: FrameArrival,
  messages: VendorMessages,
  inventory: Inventory,
): readonly TelemetryArrival[] {
  if (messages === null) return [];
  const transfer = transferOf(arrival);
  if (transfer === null) return [];
  const { station, receivedAt } = arrival;
  const { arrivals } = mapMessage(
    { topic: `${station}/${transfer.topic}`, payload: Buffer.from(transfer.payload), receivedAt },
    messages,
    { inventory, hash: nameOf, source: 'ocpp', parameters: new Map() },
  );
  return arrivals.filter(({ subject }) => subject.of === 'station' && subject.station === station);
}

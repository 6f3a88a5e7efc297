import type { Arrival } from '../../model/arrival.ts';
import type { GatewayRecord } from '../../gateway/record.ts';

/** Takes identities out of a frame before anything else sees it. */
export type Redact = (frame: readonly unknown[]) => readonly unknown[];

/** The frame of a text, null when it is no JSON array. */
function parseFrame(raw: Buffer): readonly unknown[] | null {
  try {
    const parsed: unknown = JSON.parse(raw.toString('utf8'));
    return Array.isArray(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** A record of gateway run `run` as an arrival. A gap becomes a `watch`: what lies before it was not observed. */
export function recordArrival(run: string, record: GatewayRecord, redact: Redact): Arrival {
  const { receivedAt } = record;
  if (record.kind === 'gap') return { kind: 'watch', receivedAt };
  const { station } = record;
  if (record.kind === 'message') {
    const frame = parseFrame(record.raw);
    return {
      kind: 'frame',
      receivedAt,
      station,
      direction: record.direction,
      frame: frame === null ? null : redact(frame),
      bytes: record.raw.length,
    };
  }
  const connection = `${run}.${record.connection}`;
  const common = { kind: 'connection', receivedAt, station, connection } as const;
  if (record.kind === 'disconnect') return { ...common, event: 'disconnect', code: record.code };
  if (record.kind === 'ping_rtt') return { ...common, event: 'ping', pingMs: record.ms };
  return { ...common, event: 'connect', ...(record.protocol !== null && { protocol: record.protocol }) };
}

import { gatewayStatsSchema } from './counters.ts';
import type { GatewayStats } from './counters.ts';

/*
 * A channel frame, big-endian: length u32 of what follows · type u8 · body.
 * The gateway says hello, then records and stats; the tracking process says welcome, then acks.
 */
export const HELLO = 1;
export const WELCOME = 2;
export const RECORD = 3;
export const ACK = 4;
export const STATS = 5;

/** Bytes before a frame's body. */
export const FRAME_HEAD_BYTES = 5;
const MAX_FRAME_BYTES = 32 * 1024 * 1024;
const VERSION = 1;

/** One frame of the channel. `body` is a view of what was pushed. */
export interface ChannelFrame {
  readonly type: number;
  readonly body: Buffer;
}

function frame(type: number, body: Buffer): Buffer {
  const head = Buffer.alloc(FRAME_HEAD_BYTES);
  head.writeUInt32BE(body.length + 1);
  head[4] = type;
  return Buffer.concat([head, body]);
}

/** A gateway run introduces itself. */
export const helloFrame = (run: string): Buffer =>
  frame(HELLO, Buffer.from(JSON.stringify({ version: VERSION, run })));

/** The run id of a hello; null when it is none that we understand. */
export function readHello(body: Buffer): string | null {
  try {
    const hello: unknown = JSON.parse(body.toString());
    if (typeof hello !== 'object' || hello === null || !('version' in hello) || !('run' in hello))
      return null;
    const { version, run } = hello;
    return version === VERSION && typeof run === 'string' && /^[\w-]{1,64}$/.test(run) ? run : null;
  } catch {
    return null;
  }
}

/** A welcome or an ack: everything up to `sequence` is in good hands. */
export function sequenceFrame(type: typeof WELCOME | typeof ACK, sequence: number): Buffer {
  const body = Buffer.alloc(6);
  body.writeUIntBE(sequence, 0, 6);
  return frame(type, body);
}

/** The sequence of a welcome or an ack; null when the body is none. */
export const readSequence = (body: Buffer): number | null =>
  body.length === 6 ? body.readUIntBE(0, 6) : null;

/** The gateway's counters as of now. */
export const statsFrame = (stats: GatewayStats): Buffer => frame(STATS, Buffer.from(JSON.stringify(stats)));

/** The counters; null when the body is none. */
export function readStats(body: Buffer): GatewayStats | null {
  try {
    return gatewayStatsSchema.safeParse(JSON.parse(body.toString())).data ?? null;
  } catch {
    return null;
  }
}

/** Cuts a byte stream into frames. */
export class ChannelReader {
  #chunks: Buffer[] = [];
  #held = 0;
  #needed = FRAME_HEAD_BYTES;

  /** The frames that are complete now; null when the stream is not a channel and must be closed. */
  push(chunk: Buffer): ChannelFrame[] | null {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    // A long frame is joined once, when it is all there.
    if (this.#held < this.#needed) return [];
    const bytes = this.#chunks.length === 1 ? chunk : Buffer.concat(this.#chunks);
    const frames: ChannelFrame[] = [];
    let at = 0;
    this.#needed = FRAME_HEAD_BYTES;
    while (bytes.length - at >= FRAME_HEAD_BYTES) {
      const length = bytes.readUInt32BE(at);
      if (length < 1 || length > MAX_FRAME_BYTES) return null;
      this.#needed = 4 + length;
      if (bytes.length - at < this.#needed) break;
      frames.push({
        type: bytes[at + 4] ?? 0,
        body: bytes.subarray(at + FRAME_HEAD_BYTES, at + this.#needed),
      });
      at += this.#needed;
      this.#needed = FRAME_HEAD_BYTES;
    }
    this.#chunks = at === bytes.length ? [] : [bytes.subarray(at)];
    this.#held = bytes.length - at;
    return frames;
  }
}

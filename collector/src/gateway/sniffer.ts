import type { Direction } from '../model/arrival.ts';
import type { Clock } from './clock.ts';
import type { GatewayStats } from './counters.ts';
import { FrameParser } from './frame-parser.ts';
import type { FrameHandlers } from './frame-parser.ts';
import type { ByteBudget } from './message-buffer.ts';
import { PingTimes } from './ping-times.ts';
import { connectDraft, disconnectDraft, messageDraft, pingDraft } from './record-codec.ts';
import type { RecordOwner } from './record-codec.ts';
import type { RecordQueue } from './record-queue.ts';
import type { ClosedBy } from './record.ts';

const CLOSE = 8;
const PING = 9;
/** Close code for "no code was given" and for "no close frame came" (RFC 6455 §7.4.1). */
const NO_STATUS = 1005;
const ABNORMAL = 1006;

/** What all sniffers of a gateway share. */
export interface SniffContext {
  readonly queue: RecordQueue;
  readonly stats: GatewayStats;
  readonly clock: Clock;
  readonly budget: ByteBudget;
  readonly maxFrameBytes: number;
}

/** Watches both directions of one socket and queues what it sees as records. */
export class Sniffer {
  readonly #context: SniffContext;
  readonly #owner: RecordOwner;
  readonly #station: DirectionSniffer;
  readonly #upstream: DirectionSniffer;
  #close: { code: number; by: Direction } | null = null;
  #ended: ClosedBy = null;

  constructor(context: SniffContext, owner: RecordOwner) {
    const closing = (by: Direction, code: number): void => {
      this.#close ??= { code, by };
    };
    this.#context = context;
    this.#owner = owner;
    this.#station = new DirectionSniffer(context, owner, 'from_station', closing);
    this.#upstream = new DirectionSniffer(context, owner, 'to_station', closing);
    this.#station.peer = this.#upstream;
    this.#upstream.peer = this.#station;
  }

  /** The upstream accepted the socket. */
  connected(protocol: string | null, remote: string | null): void {
    this.#context.queue.push(connectDraft(this.#owner, this.#context.clock.now(), protocol, remote));
  }

  fromStation(chunk: Buffer): void {
    this.#station.push(chunk);
  }

  toStation(chunk: Buffer): void {
    this.#upstream.push(chunk);
  }

  /** One side ended or broke its half of the socket; the first one is remembered. */
  ended(by: Direction): void {
    this.#ended ??= by;
  }

  /** The station's socket is gone. */
  disconnected(): void {
    const { code, by } = this.#close ?? { code: ABNORMAL, by: this.#ended };
    this.#station.stop();
    this.#upstream.stop();
    this.#context.queue.push(disconnectDraft(this.#owner, this.#context.clock.now(), code, by));
  }
}

/** One direction: its frames, and the pings that wait for an answer from the other. */
class DirectionSniffer implements FrameHandlers {
  peer: DirectionSniffer | null = null;
  readonly #context: SniffContext;
  readonly #owner: RecordOwner;
  readonly #direction: Direction;
  readonly #closing: (by: Direction, code: number) => void;
  readonly #parser: FrameParser;
  #pings: PingTimes | null = null;
  #receivedAt = 0;

  constructor(
    context: SniffContext,
    owner: RecordOwner,
    direction: Direction,
    closing: (by: Direction, code: number) => void,
  ) {
    this.#context = context;
    this.#owner = owner;
    this.#direction = direction;
    this.#closing = closing;
    this.#parser = new FrameParser(this, context.maxFrameBytes, context.budget);
  }

  push(chunk: Buffer): void {
    this.#receivedAt = this.#context.clock.now();
    this.#parser.push(chunk);
  }

  stop(): void {
    this.#parser.stop();
  }

  text(bytes: Buffer, mask: number): void {
    this.#context.stats.messages++;
    this.#context.queue.push(messageDraft(this.#owner, this.#receivedAt, this.#direction, bytes, mask));
  }

  control(opcode: number, payload: Buffer): void {
    if (opcode === CLOSE) {
      this.#closing(this.#direction, payload.length >= 2 ? payload.readUInt16BE(0) : NO_STATUS);
      return;
    }
    const at = this.#context.clock.monotonic();
    if (opcode === PING) {
      this.#pings ??= new PingTimes();
      this.#pings.sent(payload, at);
      return;
    }
    const ms = this.peer?.answeredPing(payload, at) ?? null;
    if (ms === null || this.peer === null) return;
    this.#context.queue.push(pingDraft(this.#owner, this.#receivedAt, this.peer.#direction, ms));
  }

  /** The other peer's pong: milliseconds since our peer's ping. */
  answeredPing(payload: Buffer, at: number): number | null {
    return this.#pings?.answered(payload, at) ?? null;
  }

  frame(): void {
    this.#context.stats.frames++;
  }

  binary(): void {
    this.#context.stats.binary++;
  }

  oversize(): void {
    this.#context.stats.oversize++;
  }

  nonsense(): void {
    this.#context.stats.sniffErrors++;
  }
}

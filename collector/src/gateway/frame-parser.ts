import { MessageBuffer } from './message-buffer.ts';
import type { ByteBudget } from './message-buffer.ts';

/** What a parser finds. `bytes` may be a view of the chunk that was pushed: use it before long, never change it. */
export interface FrameHandlers {
  /** A complete text message, still masked with `mask` (0 = not masked). */
  text(bytes: Buffer, mask: number): void;
  /** A complete control frame, unmasked: close (8), ping (9) or pong (10), at most 125 bytes. */
  control(opcode: number, payload: Buffer): void;
  /** A frame begins; called for each, before anything else about it. */
  frame(): void;
  binary(): void;
  /** A text message above the limit, or one for which the budget had no room. */
  oversize(): void;
  /** The bytes are not frames (RFC 6455 §5.2); nothing more will be reported. */
  nonsense(): void;
}

const FIRST = 0;
const SECOND = 1;
const LENGTH = 2;
const MASK = 3;
const PAYLOAD = 4;
const STOPPED = 5;

type Message = 'none' | 'text' | 'skipped';

/** XORs `target` in place; `phase` is the offset of its first byte within the frame's payload. */
export function unmask(target: Buffer, start: number, end: number, mask: number, phase: number): void {
  if (mask === 0) return;
  for (let at = start, turn = phase; at < end; at++, turn++) {
    target[at] = (target[at] ?? 0) ^ (mask >>> (24 - 8 * (turn & 3)));
  }
}

/**
 * Finds messages in one direction of a WebSocket, fed with chunks cut anywhere. A message that lies in one chunk and
 * one frame is reported as a view and costs no copy; others are gathered. Never throws.
 */
export class FrameParser {
  readonly #handlers: FrameHandlers;
  readonly #limit: number;
  readonly #budget: ByteBudget;
  #stage = FIRST;
  #first = 0;
  #masked = false;
  #missing = 0;
  #length = 0;
  #mask = 0;
  #done = 0;
  #message: Message = 'none';
  #gathered: MessageBuffer | null = null;
  #control: Buffer | null = null;

  constructor(handlers: FrameHandlers, maxMessageBytes: number, budget: ByteBudget) {
    this.#handlers = handlers;
    this.#limit = maxMessageBytes;
    this.#budget = budget;
  }

  /** Reads the next bytes of the direction. */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && this.#stage !== STOPPED) {
      if (this.#stage === PAYLOAD) at = this.#payload(chunk, at);
      else this.#header(chunk[at++] ?? 0);
    }
  }

  /** Gives back what is held; nothing more will be reported. */
  stop(): void {
    this.#stage = STOPPED;
    this.#gathered?.release();
    this.#gathered = null;
    this.#control = null;
  }

  #header(byte: number): void {
    if (this.#stage === FIRST) {
      this.#first = byte;
      this.#stage = SECOND;
    } else if (this.#stage === SECOND) {
      this.#masked = byte >= 0x80;
      this.#length = byte & 0x7f;
      this.#mask = 0;
      const extended = this.#length === 126 ? 2 : this.#length === 127 ? 8 : 0;
      if (extended > 0) this.#length = 0;
      this.#expect(extended > 0 ? LENGTH : MASK, extended > 0 ? extended : 4);
    } else if (this.#stage === LENGTH) {
      this.#length = this.#length * 256 + byte;
      if (--this.#missing === 0) this.#expect(MASK, 4);
    } else {
      this.#mask = ((this.#mask << 8) | byte) >>> 0;
      if (--this.#missing === 0) this.#begin();
    }
  }

  #expect(stage: number, bytes: number): void {
    this.#stage = stage;
    this.#missing = bytes;
    if (stage === MASK && !this.#masked) this.#begin();
  }

  #begin(): void {
    const opcode = this.#first & 0x0f;
    const final = this.#first >= 0x80;
    const control = opcode >= 8;
    const known = opcode <= 2 || (opcode >= 8 && opcode <= 10);
    const ordered = control ? final && this.#length <= 125 : (opcode === 0) === (this.#message !== 'none');
    if ((this.#first & 0x70) !== 0 || !known || !ordered || this.#length > Number.MAX_SAFE_INTEGER) {
      this.stop();
      this.#handlers.nonsense();
      return;
    }
    this.#handlers.frame();
    if (opcode === 1) this.#message = 'text';
    if (opcode === 2) {
      this.#message = 'skipped';
      this.#handlers.binary();
    }
    if (!control && this.#message === 'text' && (this.#gathered?.length ?? 0) + this.#length > this.#limit) {
      this.#skip();
    }
    this.#stage = PAYLOAD;
    this.#done = 0;
    if (this.#length === 0) this.#payload(EMPTY, 0);
  }

  #skip(): void {
    this.#gathered?.release();
    this.#gathered = null;
    this.#message = 'skipped';
    this.#handlers.oversize();
  }

  #payload(chunk: Buffer, at: number): number {
    const end = Math.min(chunk.length, at + this.#length - this.#done);
    const complete = this.#done + (end - at) === this.#length;
    const final = this.#first >= 0x80;
    if ((this.#first & 0x08) !== 0) this.#gatherControl(chunk, at, end, complete);
    else if (this.#message === 'text') {
      const whole = this.#done === 0 && complete && final && this.#gathered === null;
      if (whole) this.#handlers.text(chunk.subarray(at, end), this.#mask);
      else this.#gatherText(chunk, at, end, complete && final);
    }
    this.#done += end - at;
    if (complete) {
      if (final && (this.#first & 0x08) === 0) this.#message = 'none';
      if (this.#stage === PAYLOAD) this.#stage = FIRST;
    }
    return end;
  }

  #gatherText(chunk: Buffer, at: number, end: number, last: boolean): void {
    const gathered = (this.#gathered ??= new MessageBuffer(this.#budget));
    const start = gathered.length;
    if (!gathered.append(chunk, at, end)) {
      this.#skip();
      return;
    }
    unmask(gathered.bytes, start, gathered.length, this.#mask, this.#done);
    if (!last) return;
    this.#gathered = null;
    this.#handlers.text(gathered.take(), 0);
  }

  #gatherControl(chunk: Buffer, at: number, end: number, complete: boolean): void {
    const control = (this.#control ??= Buffer.alloc(this.#length));
    chunk.copy(control, this.#done, at, end);
    if (!complete) return;
    this.#control = null;
    unmask(control, 0, control.length, this.#mask, 0);
    this.#handlers.control(this.#first & 0x0f, control);
  }
}

const EMPTY = Buffer.alloc(0);

import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { ACK, ChannelReader, WELCOME, helloFrame, readSequence, statsFrame } from './channel-frame.ts';
import type { ChannelFrame } from './channel-frame.ts';
import type { Clock } from './clock.ts';
import type { ChannelAddress } from './config.ts';
import type { GatewayStats } from './counters.ts';
import type { Log } from './log.ts';
import type { RingCursor } from './ring-cursor.ts';
import type { RecordRing } from './ring.ts';

const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

/** What a channel client needs. */
export interface ChannelClientSettings {
  readonly address: ChannelAddress;
  readonly run: string;
  readonly ring: RecordRing;
  readonly statsIntervalMs: number;
  readonly clock: Clock;
  readonly log: Log;
  stats(): GatewayStats;
  /** From 0 to 1. */
  random(): number;
}

/**
 * The gateway's end of the channel: sends the ring whenever a tracking process listens, and never waits for it.
 * Records stay in the ring until they are acknowledged, and go out again after a reconnect.
 */
export class ChannelClient {
  readonly #settings: ChannelClientSettings;
  #socket: Socket | null = null;
  #cursor: RingCursor | null = null;
  #blocked = false;
  #retries = 0;
  #connects = 0;
  #stopped = false;
  #retry: NodeJS.Timeout | undefined;
  #ticker: NodeJS.Timeout | undefined;
  #onAcknowledged: (() => void) | null = null;

  constructor(settings: ChannelClientSettings) {
    this.#settings = settings;
  }

  /** Whether a tracking process has said welcome. */
  get connected(): boolean {
    return this.#cursor !== null;
  }
  /** Times that a tracking process said welcome. */
  get connects(): number {
    return this.#connects;
  }

  /** Begins to connect, for ever, with growing pauses. */
  start(): void {
    this.#ticker = setInterval(() => this.#tick(), this.#settings.statsIntervalMs);
    this.#connect();
  }

  /** Sends what the ring has and the socket takes. */
  wake(): void {
    if (this.#socket === null || this.#cursor === null || this.#blocked) return;
    for (;;) {
      const bytes = this.#cursor.next(this.#settings.clock.now());
      if (bytes === null) return;
      if (this.#socket.write(bytes)) continue;
      this.#blocked = true;
      return;
    }
  }

  /** Waits until all is acknowledged, at most `flushMs`, and closes. */
  async stop(flushMs: number): Promise<void> {
    const { ring } = this.#settings;
    ring.noteLosses();
    this.#tick();
    if (this.connected && ring.acknowledged < ring.last) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, flushMs);
        this.#onAcknowledged = () => {
          if (ring.acknowledged < ring.last) return;
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#stopped = true;
    clearTimeout(this.#retry);
    clearInterval(this.#ticker);
    this.#socket?.destroy();
  }

  #connect(): void {
    const { address, run } = this.#settings;
    const socket = connect('path' in address ? { path: address.path } : address);
    const reader = new ChannelReader();
    this.#socket = socket;
    this.#blocked = false;
    socket.on('connect', () => socket.write(helloFrame(run)));
    socket.on('drain', () => {
      this.#blocked = false;
      this.wake();
    });
    socket.on('data', (chunk: Buffer) => {
      const frames = reader.push(chunk);
      if (frames === null) socket.destroy();
      else for (const frame of frames) this.#receive(frame);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#socket = null;
      this.#cursor = null;
      this.#retryLater();
    });
  }

  #receive({ type, body }: ChannelFrame): void {
    const { ring, log } = this.#settings;
    const sequence = readSequence(body);
    if (sequence === null) return;
    if (type === WELCOME && this.#cursor === null) {
      this.#retries = 0;
      this.#connects++;
      ring.acknowledge(sequence);
      this.#cursor = ring.read(sequence);
      log('info', 'tracking process connected', { sequence, waiting: ring.depth });
      this.#tick();
    } else if (type === ACK) {
      ring.acknowledge(sequence);
    }
    this.#onAcknowledged?.();
  }

  #tick(): void {
    const { ring, stats } = this.#settings;
    ring.noteLosses();
    if (this.#cursor !== null && !this.#blocked)
      this.#blocked = this.#socket?.write(statsFrame(stats())) === false;
    this.wake();
  }

  #retryLater(): void {
    if (this.#stopped) return;
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.#retries++, 10));
    this.#retry = setTimeout(() => this.#connect(), pause * (0.5 + this.#settings.random() / 2));
  }
}

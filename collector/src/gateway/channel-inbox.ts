import type { Socket } from 'node:net';
import { ACK, WELCOME, sequenceFrame } from './channel-frame.ts';
import type { GapRecord, GatewayRecord } from './record.ts';

/** Where an inbox delivers to, and its bounds. */
export interface InboxSettings {
  readonly maxBatchRecords: number;
  /** Bytes of messages that may wait for `deliver` before the channel is not read any more. */
  readonly maxPendingBytes: number;
  /** Resolves when the records are durable; a rejection is retried after `retryMs`. Called one at a time a run. */
  deliver(run: string, records: readonly GatewayRecord[]): Promise<void>;
  readonly retryMs: number;
}

const weight = (record: GatewayRecord): number => 128 + (record.kind === 'message' ? record.raw.length : 0);

/**
 * The records of one gateway run: drops those that came before, delivers the others in order, and acknowledges what
 * is durable. It outlives connections, so that a reconnect neither loses nor repeats anything.
 */
export class ChannelInbox {
  readonly #run: string;
  readonly #settings: InboxSettings;
  #received: number;
  #durable: number;
  #pending: GatewayRecord[] = [];
  #pendingBytes = 0;
  #socket: Socket | null = null;
  #delivering: Promise<void> | null = null;
  #stopped = false;
  #wakeRetry: () => void = () => undefined;

  constructor(run: string, durable: number, settings: InboxSettings) {
    this.#run = run;
    this.#settings = settings;
    this.#durable = durable;
    this.#received = durable;
  }

  /** The gateway is connected by this socket now, and no more by an older one. */
  attach(socket: Socket): void {
    this.#socket?.destroy();
    this.#socket = socket;
    socket.write(sequenceFrame(WELCOME, this.#durable));
    this.#regulate();
  }

  detach(socket: Socket): void {
    if (this.#socket === socket) this.#socket = null;
  }

  /** Adds a record, unless it was here before. */
  take(record: GatewayRecord): void {
    if (record.sequence <= this.#received) return;
    const from = record.kind === 'gap' ? record.from : record.sequence;
    if (from > this.#received + 1) this.#add(gap(this.#received + 1, from - 1, record.receivedAt));
    if (record.kind === 'gap' && from <= this.#received) {
      this.#add(gap(this.#received + 1, record.to, record.receivedAt));
    } else {
      this.#add(record);
    }
  }

  /** Delivers what waits, in batches; new records may come meanwhile. */
  flush(): void {
    this.#regulate();
    if (this.#delivering !== null || this.#pending.length === 0 || this.#stopped) return;
    this.#delivering = this.#deliverAll().finally(() => {
      this.#delivering = null;
    });
  }

  /** Waits for the batch in hand; what was not begun stays with the gateway. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wakeRetry();
    await this.#delivering;
  }

  #add(record: GatewayRecord): void {
    this.#received = record.sequence;
    this.#pending.push(record);
    this.#pendingBytes += weight(record);
  }

  /** Stops reading while too much waits: the gateway's ring is the larger buffer, and it counts what it drops. */
  #regulate(): void {
    if (this.#socket === null || this.#stopped) return;
    if (this.#pendingBytes > this.#settings.maxPendingBytes) this.#socket.pause();
    else this.#socket.resume();
  }

  async #deliverAll(): Promise<void> {
    while (this.#pending.length > 0 && !this.#stopped) {
      const batch = this.#pending.slice(0, this.#settings.maxBatchRecords);
      if (!(await this.#delivered(batch))) continue;
      this.#pending.splice(0, batch.length);
      for (const record of batch) this.#pendingBytes -= weight(record);
      this.#durable = batch.at(-1)?.sequence ?? this.#durable;
      this.#socket?.write(sequenceFrame(ACK, this.#durable));
      this.#regulate();
    }
  }

  async #delivered(batch: readonly GatewayRecord[]): Promise<boolean> {
    try {
      await this.#settings.deliver(this.#run, batch);
      return true;
    } catch {
      if (this.#stopped) return false;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, this.#settings.retryMs);
        this.#wakeRetry = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      return false;
    }
  }
}

const gap = (from: number, to: number, receivedAt: number): GapRecord => ({
  kind: 'gap',
  sequence: to,
  receivedAt,
  from,
  to,
  count: to - from + 1,
});

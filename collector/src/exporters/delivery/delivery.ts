import { failed, type Result, retryable } from '../../model/result.ts';
import { backoffMs } from './backoff.ts';
import type { DeliveryConfig } from './config.ts';
import type { Timer } from './timer.ts';

/** Something to hand on, and how many items (spans, data points, samples) it stands for. */
export interface Parcel<T> {
  readonly content: T;
  readonly items: number;
}

/** Items, except for `retries`. accepted = sent + failed + dropped + waiting. */
export interface DeliveryCounts {
  readonly accepted: number;
  readonly sent: number;
  readonly failed: number;
  readonly dropped: number;
  readonly retries: number;
}

export interface DeliveryParts<T> {
  readonly config: DeliveryConfig;
  readonly timer: Timer;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** One attempt; should heed `signal`, but need not. May reject: that counts as retryable. */
  readonly send: (content: T, signal: AbortSignal) => Promise<Result<void>>;
  readonly warn: (message: string) => void;
}

/**
 * A bounded queue in front of another machine: one request at a time, in order. Retryable failures are repeated with
 * growing waits, permanent ones are counted and passed over. When the queue is full the oldest that waits is dropped.
 * Never throws, never blocks its caller.
 */
export class Delivery<T> {
  readonly #parts: DeliveryParts<T>;
  readonly #queue: Parcel<T>[] = [];
  #active: Parcel<T> | null = null;
  #isStopped = false;
  #cancelWait: () => void = () => undefined;
  #abort: AbortController | null = null;
  #onIdle: (() => void)[] = [];
  readonly #counts = { accepted: 0, sent: 0, failed: 0, dropped: 0, retries: 0 };

  constructor(parts: DeliveryParts<T>) {
    this.#parts = parts;
  }

  get counts(): DeliveryCounts {
    return { ...this.#counts };
  }

  /** Requests that wait, the one under way included. */
  get size(): number {
    return this.#queue.length + (this.#active === null ? 0 : 1);
  }

  /** Queues a parcel. */
  offer(content: T, items: number): void {
    this.#counts.accepted += items;
    if (this.#isStopped) {
      this.#counts.dropped += items;
      return;
    }
    this.#queue.push({ content, items });
    if (this.#queue.length > this.#parts.config.sending_queue.size) this.#dropOldest();
    if (this.#active === null) void this.#drain();
  }

  /** Resolves when nothing waits, or false when `deadlineMs` have passed before. */
  async flush(deadlineMs: number): Promise<boolean> {
    if (this.size === 0) return true;
    return new Promise((resolve) => {
      const cancel = this.#parts.timer.after(deadlineMs, () => {
        resolve(false);
      });
      this.#onIdle.push(() => {
        cancel();
        resolve(true);
      });
    });
  }

  /** Sends what it can within the deadline, drops the rest, and takes nothing more. */
  async stop(deadlineMs: number): Promise<void> {
    await this.flush(deadlineMs);
    this.#isStopped = true;
    while (this.#queue.length > 0) this.#dropOldest();
    this.#cancelWait();
    this.#abort?.abort();
  }

  #dropOldest(): void {
    const oldest = this.#queue.shift();
    if (oldest === undefined) return;
    if (this.#counts.dropped === 0)
      this.#parts.warn('the queue is full or was closed: the oldest requests are dropped');
    this.#counts.dropped += oldest.items;
  }

  async #drain(): Promise<void> {
    for (let parcel = this.#queue.shift(); parcel !== undefined; parcel = this.#queue.shift()) {
      this.#active = parcel;
      await this.#deliver(parcel);
      this.#active = null;
    }
    const waiting = this.#onIdle;
    this.#onIdle = [];
    for (const wake of waiting) wake();
  }

  async #deliver(parcel: Parcel<T>): Promise<void> {
    const { config, timer, random, warn } = this.#parts;
    const start = timer.now();
    const giveUpMs = config.retry_on_failure.give_up_seconds * 1000;
    for (let attempt = 1; ; attempt += 1) {
      const result = await this.#attempt(parcel.content);
      if (result.ok) {
        this.#counts.sent += parcel.items;
        return;
      }
      const { error } = result;
      if (error.kind === 'permanent') {
        this.#counts.failed += parcel.items;
        warn(`refused for good: ${error.message}`);
        return;
      }
      const wait = backoffMs(attempt, config.retry_on_failure, random(), error.retryAfterMs);
      if (this.#isStopped || (giveUpMs > 0 && timer.now() + wait - start > giveUpMs)) {
        this.#counts.dropped += parcel.items;
        warn(`given up after ${String(attempt)} attempts: ${error.message}`);
        return;
      }
      this.#counts.retries += 1;
      await this.#wait(wait);
    }
  }

  async #attempt(content: T): Promise<Result<void>> {
    const { config, timer, send } = this.#parts;
    const abort = new AbortController();
    this.#abort = abort;
    return new Promise((resolve) => {
      const timeout = (why: string) => (): void => {
        resolve(failed(retryable(why)));
      };
      const cancel = timer.after(config.timeout_seconds * 1000, () => {
        abort.abort();
      });
      abort.signal.addEventListener('abort', timeout('no answer in time'));
      const settle = (result: Result<void>): void => {
        cancel();
        resolve(result);
      };
      // `send` is called inside the chain, so that a synchronous throw is a failure like any other.
      Promise.resolve()
        .then(() => send(content, abort.signal))
        .then(settle, (error: unknown) => {
          settle(failed(retryable(error instanceof Error ? error.message : String(error))));
        });
    });
  }

  async #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#parts.timer.after(ms, resolve);
      this.#cancelWait = (): void => {
        cancel();
        resolve();
      };
    });
  }
}

import { ok, type Result } from '../../model/result.ts';
import { Intake, type IntakeSettings } from '../mapping/intake.ts';
import type { Next, Receiver } from '../receiver.ts';
import { pullName, type HttpJsonConfig } from './config.ts';
import { Pull } from './pull.ts';
import { Webhook } from './webhook.ts';

/** What the code passes in. */
export interface HttpJsonSettings extends IntakeSettings {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What the receiver counts about itself. */
export interface HttpJsonCounts {
  /** Bodies that came, sent to us or asked for. */
  messages: number;
  /** Signals that became durable. */
  accepted: number;
  /** Requests that were answered with an error: their senders know. */
  refused: number;
  /** Pulls that failed. */
  failures: number;
}

/** Takes JSON that others send, and asks others for theirs; mappings say what it means. */
export class HttpJsonReceiver implements Receiver {
  readonly id: string;
  readonly finished: Promise<void> = new Promise(() => undefined);
  readonly counts: HttpJsonCounts = { messages: 0, accepted: 0, refused: 0, failures: 0 };
  readonly intake: Intake;
  readonly #settings: HttpJsonSettings;
  readonly #config: HttpJsonConfig;
  readonly #stopping = new AbortController();
  #webhook: Webhook | null = null;
  #pulls: Promise<unknown> = Promise.resolve();

  constructor(settings: HttpJsonSettings, config: HttpJsonConfig) {
    this.id = settings.id;
    this.#settings = settings;
    this.#config = config;
    this.intake = new Intake(settings);
  }

  /** The port that is listened to, 0 when there is none. */
  get port(): number {
    return this.#webhook?.port ?? 0;
  }

  async start(next: Next, positions: ReadonlyMap<string, number>): Promise<Result<void>> {
    const { listen, pull } = this.#config;
    if (listen !== undefined) {
      this.#webhook = new Webhook(listen, {
        knows: (path) => this.#settings.mapping.entries.some((entry) => entry.path?.match(path)),
        take: (path, body) => this.#take(path, body, next),
        onRefused: () => (this.counts.refused += 1),
      });
      const listening = await this.#webhook.start();
      if (!listening.ok) return listening;
    }
    this.#pulls = Promise.all(pull.map((one) => this.#pull(one, next, positions).run(this.#stopping.signal)));
    return ok(undefined);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#webhook?.stop(), this.#pulls]);
  }

  #pull(config: HttpJsonConfig['pull'][number], next: Next, positions: ReadonlyMap<string, number>): Pull {
    const name = pullName(config);
    const source = `${this.id}:${name}`;
    const { now, warn } = this.#settings;
    return new Pull(config, {
      source,
      next,
      now,
      position: positions.get(source),
      map: (topic, payload) => this.#map(topic, payload),
      onArrivals: (count) => (this.counts.accepted += count),
      onFailure: ({ message }, againMs) => {
        this.counts.failures += 1;
        warn(`${this.id}: pull ${name} ${message}; again in ${Math.round(againMs / 1_000)} s`);
      },
    });
  }

  #map(topic: string, payload: Uint8Array): ReturnType<Intake['map']> {
    this.counts.messages += 1;
    return this.intake.map({ topic, payload, receivedAt: this.#settings.now() });
  }

  async #take(path: string, body: Uint8Array, next: Next): Promise<boolean> {
    const unreadable = this.intake.problems.get('unreadable') ?? 0;
    const arrivals = this.#map(path, body);
    if (arrivals.length > 0) await next({ arrivals });
    this.counts.accepted += arrivals.length;
    return arrivals.length > 0 || this.intake.problems.get('unreadable') === unreadable;
  }
}

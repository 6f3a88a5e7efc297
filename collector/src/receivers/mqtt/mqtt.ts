import { setTimeout as wait } from 'node:timers/promises';
import { connect, type IPublishPacket, type MqttClient, type Packet } from 'mqtt';
import { ok, type Result } from '../../model/result.ts';
import type { TelemetryArrival } from '../../model/telemetry.ts';
import { Intake, type IntakeSettings } from '../mapping/intake.ts';
import type { Next, Receiver } from '../receiver.ts';
import { clientOptions } from './client-options.ts';
import type { MqttConfig } from './config.ts';
import { filtersOf } from './filters.ts';
import { MessageQueue } from './message-queue.ts';
import { SeenMessages } from './seen-messages.ts';

/** What the code passes in. */
export interface MqttSettings extends IntakeSettings {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What the receiver counts about itself. */
export interface MqttCounts {
  /** Messages that came from the broker. */
  messages: number;
  /** Signals that became durable. */
  accepted: number;
  /** Messages that the broker sent again although we had them. */
  duplicates: number;
  /** Retained messages that do not say when they were true. */
  retained: number;
  /** Messages above `limits.message_size`. */
  tooLong: number;
  /** Batches that could not be made durable and were tried again. */
  retries: number;
  /** Times that a connection was lost or refused. */
  disconnects: number;
}

/** A message between wire and journal. */
interface Waiting {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly receivedAt: number;
  readonly retained: boolean;
  /** We have it already, or it stands before this one: only to be acknowledged in its turn. */
  readonly again: boolean;
  readonly acknowledge: () => void;
}

const MAX_BATCH = 1_000;
const RETRY_MS = 1_000;
/** A SUBACK with this bit set refuses (MQTT 5 §3.9.3, 3.1.1 §3.9.3). */
const REFUSED = 0x80;

/** Subscribes at a broker and hands on what the mappings make of its messages. QoS 1 is acknowledged when that is durable. */
export class MqttReceiver implements Receiver {
  readonly id: string;
  readonly finished: Promise<void> = new Promise(() => undefined);
  readonly counts: MqttCounts = {
    ...{ messages: 0, accepted: 0, duplicates: 0, retained: 0, tooLong: 0, retries: 0, disconnects: 0 },
  };
  readonly intake: Intake;
  readonly #settings: MqttSettings;
  readonly #config: MqttConfig;
  readonly #queue: MessageQueue<Waiting>;
  readonly #seen = new SeenMessages();
  readonly #stopping = new AbortController();
  #client: MqttClient | null = null;
  #session = 0;
  #subscribed = false;
  #pumping: Promise<void> = Promise.resolve();
  #second = 0;
  #inSecond = 0;

  constructor(settings: MqttSettings, config: MqttConfig) {
    this.id = settings.id;
    this.#settings = settings;
    this.#config = config;
    this.intake = new Intake(settings);
    this.#queue = new MessageQueue(config.limits.queue);
  }

  get isConnected(): boolean {
    return this.#client?.connected === true && this.#subscribed;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** Begins to connect. A broker that is not there is tried again for as long as it takes. */
  async start(next: Next): Promise<Result<void>> {
    const { client_id: named } = this.#config;
    const clientId =
      named ?? `firstcharge-${this.#settings.hash(`client of ${this.id}`).replace(/\W/g, '').slice(0, 16)}`;
    const options = clientOptions(this.#config, clientId);
    if (!options.ok) return options;
    const client = connect(this.#config.broker, options.value);
    this.#client = client;
    client.on('packetreceive', (packet) => this.#holdAcknowledgement(packet));
    client.on('connect', ({ sessionPresent }) => this.#onConnect(client, sessionPresent));
    client.on('message', (topic, payload, packet) => this.#onMessage(client, topic, payload, packet));
    client.on('close', () => this.#onClose(client));
    client.on('error', (error) => this.#settings.warn(`${this.id}: ${error.message}`));
    client.handleMessage = (_packet, proceed) => this.#admit(() => proceed());
    this.#pumping = this.#pump(next);
    return ok(undefined);
  }

  /** Takes no more; what is not durable is left with the broker. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#queue.wake();
    await this.#pumping;
    // Without a connection there is nobody to say goodbye to, and the library would wait for answers that cannot come.
    await this.#client?.endAsync(!this.#client.connected);
  }

  readonly #held = new WeakMap<object, number>();

  /**
   * The library acknowledges a QoS 1 message when it goes on to the next one, so that waiting for the journal would make every
   * message wait for the one before. Taken for QoS 0 it is passed on at once, and acknowledged by us, in its turn.
   */
  #holdAcknowledgement(packet: Packet): void {
    if (packet.cmd !== 'publish' || packet.qos !== 1 || packet.messageId === undefined) return;
    this.#held.set(packet, packet.messageId);
    packet.qos = 0;
  }

  #onConnect(client: MqttClient, sessionPresent: boolean): void {
    this.#session += 1;
    client.options.reconnectPeriod = this.#config.reconnect.initial;
    // The session of an earlier run may have other subscriptions, so that they are made once in any case.
    if (sessionPresent && this.#subscribed) return;
    const { qos, share, topics } = this.#config;
    const filters = topics ?? filtersOf(this.#settings.mapping);
    const wanted = filters.map((filter) => (share === undefined ? filter : `$share/${share}/${filter}`));
    client.subscribe(wanted, { qos }, (error, granted = []) => {
      const refused = granted.filter((grant) => (grant.qos & REFUSED) !== 0).map(({ topic }) => topic);
      if (error) this.#settings.warn(`${this.id}: the broker takes no subscription: ${error.message}`);
      else if (refused.length > 0)
        this.#settings.warn(`${this.id}: the broker refuses ${refused.join(', ')}`);
      else this.#subscribed = true;
    });
  }

  #onClose(client: MqttClient): void {
    if (this.#stopping.signal.aborted) return;
    this.counts.disconnects += 1;
    const { initial, max } = this.#config.reconnect;
    const period = client.options.reconnectPeriod ?? initial;
    // Spread, so that the collectors of a fleet do not come back together.
    client.options.reconnectPeriod = Math.min(max, period * (1.5 + Math.random()));
  }

  #onMessage(client: MqttClient, topic: string, payload: Buffer, packet: IPublishPacket): void {
    this.counts.messages += 1;
    const packetId = this.#held.get(packet);
    const session = this.#session;
    const acknowledge = (): void => {
      // A packet id means something in its own session only; what is not acknowledged comes again.
      if (packetId === undefined || session !== this.#session || !client.connected) return;
      client['_sendPacket']({ cmd: 'puback', messageId: packetId });
    };
    const { message_size: longest } = this.#config.limits;
    if (payload.length > longest) {
      this.counts.tooLong += 1;
      return acknowledge();
    }
    const again = packetId !== undefined && !this.#seen.take(packetId, topic, payload, packet.dup);
    if (again) this.counts.duplicates += 1;
    const receivedAt = this.#settings.now();
    this.#queue.push({ topic, payload, receivedAt, retained: packet.retain, again, acknowledge });
  }

  /** Lets the client go on when there is room, and not faster than `limits.rate`; until then, the broker waits. */
  #admit(proceed: () => void): void {
    const now = this.#settings.now();
    const second = Math.floor(now / 1_000);
    if (second !== this.#second) this.#inSecond = 0;
    this.#second = second;
    this.#inSecond += 1;
    const room = (): void => this.#queue.whenRoom(proceed);
    if (this.#inSecond <= this.#config.limits.rate) return room();
    void wait(1_000 - (now % 1_000), undefined, { signal: this.#stopping.signal }).then(
      room,
      () => undefined,
    );
  }

  async #pump(next: Next): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const batch = await this.#queue.take(MAX_BATCH);
      const arrivals = batch.flatMap((message) => this.#arrivalsOf(message));
      if (!(await this.#deliver(arrivals, next))) return;
      this.counts.accepted += arrivals.length;
      for (const { acknowledge } of batch) acknowledge();
    }
  }

  #arrivalsOf(message: Waiting): readonly TelemetryArrival[] {
    const { retained } = this.#config;
    if (message.again) return [];
    if (message.retained && retained === 'none') {
      this.counts.retained += 1;
      return [];
    }
    const arrivals = this.intake.map(message);
    if (!message.retained || retained === 'all') return arrivals;
    const timed = arrivals.filter(({ observedAt }) => observedAt !== null);
    if (timed.length < arrivals.length) this.counts.retained += 1;
    return timed;
  }

  /** Tries until it is durable; false when we stop before it is. */
  async #deliver(arrivals: readonly TelemetryArrival[], next: Next): Promise<boolean> {
    while (arrivals.length > 0) {
      try {
        await next({ arrivals });
        return true;
      } catch {
        this.counts.retries += 1;
        await wait(RETRY_MS, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
        if (this.#stopping.signal.aborted) return false;
      }
    }
    return true;
  }
}

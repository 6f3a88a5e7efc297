import { ChannelServer } from '../../gateway/channel-server.ts';
import type { GatewayStats } from '../../gateway/counters.ts';
import type { GatewayRecord } from '../../gateway/record.ts';
import { ok } from '../../model/result.ts';
import type { Result } from '../../model/result.ts';
import type { Next, Receiver } from '../receiver.ts';
import type { OcppWsConfig } from './config.ts';
import { recordArrival } from './record-arrival.ts';
import type { Redact } from './record-arrival.ts';

const MAX_BATCH_RECORDS = 1_000;
const MAX_PENDING_BYTES = 16 * 1024 * 1024;
const RETRY_MS = 1_000;

/** What the code passes in. */
export interface OcppWsSettings {
  /** Id of the component: `ocpp_ws/depot_a`. */
  readonly id: string;
  readonly redact: Redact;
}

/** What the receiver counts about itself. */
export interface OcppWsCounts {
  /** Records that became arrivals. */
  records: number;
  /** Records that a gateway had to drop before we took them. */
  lost: number;
  /** Times that a gap was told. */
  gaps: number;
  /** Batches that could not be made durable and were tried again. */
  retries: number;
  /** Connections of gateways that were closed because they sent what is no record. */
  rejected: number;
}

/** Receives what gateways saw on the wire, over a local channel, and acknowledges it when it is durable. */
export class OcppWsReceiver implements Receiver {
  readonly id: string;
  readonly finished: Promise<void> = new Promise(() => undefined);
  readonly counts: OcppWsCounts = { records: 0, lost: 0, gaps: 0, retries: 0, rejected: 0 };
  readonly #settings: OcppWsSettings;
  readonly #config: OcppWsConfig;
  readonly #gateways = new Map<string, GatewayStats>();
  #server: ChannelServer | null = null;

  constructor(settings: OcppWsSettings, config: OcppWsConfig) {
    this.id = settings.id;
    this.#settings = settings;
    this.#config = config;
  }

  /** The newest counters of each gateway run that spoke to us. */
  gateways(): ReadonlyMap<string, GatewayStats> {
    return this.#gateways;
  }

  async start(next: Next, positions: ReadonlyMap<string, number>): Promise<Result<void>> {
    this.#server = new ChannelServer({
      address: this.#config.channel,
      positions,
      maxBatchRecords: MAX_BATCH_RECORDS,
      maxPendingBytes: MAX_PENDING_BYTES,
      retryMs: RETRY_MS,
      deliver: (run, records) => this.#deliver(run, records, next),
      stats: (run, stats) => this.#gateways.set(run, stats),
      rejected: () => this.counts.rejected++,
    });
    const listening = await this.#server.start();
    return listening.ok ? ok(undefined) : listening;
  }

  async stop(): Promise<void> {
    await this.#server?.stop();
  }

  async #deliver(run: string, records: readonly GatewayRecord[], next: Next): Promise<void> {
    const sequence = records.at(-1)?.sequence;
    if (sequence === undefined) return;
    const { redact } = this.#settings;
    // A ping of the station measures the way to the upstream; only the upstream's measures the station's link.
    const wanted = records.filter(
      (record) => record.kind !== 'ping_rtt' || record.direction === 'to_station',
    );
    const arrivals = wanted.map((record) => recordArrival(run, record, redact));
    try {
      await next({ arrivals, position: { source: run, sequence } });
    } catch (error) {
      this.counts.retries++;
      throw error;
    }
    for (const record of records) this.#count(record);
  }

  #count(record: GatewayRecord): void {
    if (record.kind === 'gap') {
      this.counts.gaps++;
      this.counts.lost += record.count;
    } else this.counts.records++;
  }
}

import { appendFileSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RealPrometheus } from '@firstcharge/collector/exporters/prometheus/testdata/real-prometheus.ts';
import { openSqliteLedger } from '@firstcharge/collector/ledger/sqlite/sqlite-ledger.ts';
import type { StateInterval } from '@firstcharge/collector/model/availability.ts';
import type { SettledFlow } from '@firstcharge/collector/model/flow.ts';
import type { Visit } from '@firstcharge/collector/model/visit.ts';
import type { Amendment } from '@firstcharge/collector/ledger/ledger.ts';
import {
  firstcharge,
  Folder,
  type RunningProcess,
} from '@firstcharge/collector/service/testkit/collector-process.ts';
import { OtlpRelay } from '@firstcharge/collector/service/testkit/otlp-relay.ts';
import { freePort, until } from '@firstcharge/collector/service/testkit/processes.ts';
import { LAST_STATION, type SimulatedLog } from './simulated-log.ts';

/** Everything that a ledger holds. */
export interface LedgerRows {
  readonly flows: readonly SettledFlow[];
  readonly visits: readonly Visit[];
  readonly intervals: readonly StateInterval[];
  readonly amendments: readonly Amendment[];
}

const PIPELINES = {
  charging: {
    receivers: ['ocpp_log'],
    processors: ['charge_flow', 'availability', 'visits'],
    exporters: ['prometheus', 'otlp'],
  },
};

/** `firstcharge run` that follows a log, between a real Prometheus and an OTLP sink. */
export class CollectorOnLog {
  readonly folder = new Folder();
  readonly otlp = new OtlpRelay();
  readonly #lines: readonly string[];
  readonly #inventory: string;
  readonly #key: string;
  #prometheus: RealPrometheus | null = null;
  #running: RunningProcess | null = null;
  #written = 0;

  constructor({ log, inventory }: SimulatedLog) {
    this.#lines = readFileSync(log, 'utf8').split(/(?<=\n)/);
    this.#inventory = inventory;
    this.#key = join(dirname(log), 'identity.key');
  }

  get prometheus(): RealPrometheus {
    if (this.#prometheus === null) throw new Error('start first');
    return this.#prometheus;
  }
  get running(): RunningProcess {
    if (this.#running === null) throw new Error('run first');
    return this.#running;
  }
  get storage(): string {
    return this.folder.file('storage');
  }
  get config(): string {
    return this.folder.file('firstcharge.yaml');
  }

  /** All but the collector. */
  async start(): Promise<void> {
    const metricsPort = await freePort();
    await this.otlp.start();
    writeFileSync(this.folder.file('log.jsonl'), '');
    const config = {
      receivers: {
        ocpp_log: { include: [this.folder.file('log.jsonl')], follow: true, poll_interval: '20ms' },
      },
      processors: { charge_flow: null, availability: null, visits: null },
      exporters: {
        prometheus: { endpoint: `127.0.0.1:${metricsPort}` },
        otlp: { endpoint: this.otlp.url, interval_seconds: 1 },
      },
      service: { pipelines: PIPELINES },
      inventory: { file: this.#inventory },
      // Beside the log, so that collectors on the same log hash identities alike.
      identity: { key_file: this.#key },
      storage: { directory: this.storage },
    };
    // JSON is YAML.
    this.folder.write('firstcharge.yaml', JSON.stringify(config));
    this.#prometheus = await RealPrometheus.scraping(`127.0.0.1:${metricsPort}`);
  }

  run(): void {
    this.#running = firstcharge(['run', '--config', this.config]);
  }

  /** The log grows up to this share of it. */
  writeTo(share: number): void {
    const end = Math.round(this.#lines.length * share);
    appendFileSync(this.folder.file('log.jsonl'), this.#lines.slice(this.#written, end).join(''));
    this.#written = end;
  }

  /** Bytes of the journal's segments. */
  get journalled(): number {
    return globSync(join(this.storage, 'journal', '*.jsonl')).reduce(
      (all, path) => all + statSync(path).size,
      0,
    );
  }

  /** Prometheus has seen the last station speak, and all that came before it. */
  async untilSeen(): Promise<void> {
    const query = `ev_station_messages_total{station="${LAST_STATION}"} >= 1`;
    await until(
      'Prometheus has seen all of it',
      async () => (await this.prometheus.query(query)).length === 1,
      40_000,
    );
  }

  rows(): LedgerRows {
    const opened = openSqliteLedger({ path: `${this.storage}/ledger.sqlite` });
    if (!opened.ok) throw new Error(opened.error.message);
    const ledger = opened.value;
    const [flows, visits] = [[...ledger.flows({})], [...ledger.visits({})]];
    const rows = {
      flows,
      visits,
      intervals: [...ledger.intervals({})],
      amendments: [...ledger.amendments({})],
    };
    ledger.close();
    return rows;
  }

  async stop(): Promise<void> {
    await this.#running?.destroy();
    await this.#prometheus?.stop();
    await this.otlp.stop();
    this.folder.remove();
  }
}

import {
  RealPrometheus,
  type PrometheusSample,
} from '../../exporters/prometheus/testdata/real-prometheus.ts';
import { METRIC_ROWS } from '../../telemetry/metric-table.ts';
import type { ChargingStation } from './charging-station.ts';
import { collectorConfig, type CollectorPlaces } from './collector-config.ts';
import { firstcharge, Folder, gatewayPort, type RunningProcess } from './collector-process.ts';
import { OtlpRelay } from './otlp-relay.ts';
import { freePort, until } from './processes.ts';
import { SmallCpms } from './small-cpms.ts';

/** A small CPMS, a Prometheus, an OTLP sink, and the places of a collector between them. */
export class CollectorBench {
  readonly folder = new Folder();
  readonly cpms = new SmallCpms();
  readonly otlp = new OtlpRelay();
  readonly running: RunningProcess[] = [];
  /** All that ever connected. */
  readonly stations: ChargingStation[] = [];
  #places: CollectorPlaces | null = null;
  #prometheus: RealPrometheus | null = null;

  get places(): CollectorPlaces {
    if (this.#places === null) throw new Error('start first');
    return this.#places;
  }
  get prometheus(): RealPrometheus {
    if (this.#prometheus === null) throw new Error('start first');
    return this.#prometheus;
  }
  get metricsUrl(): string {
    return `http://127.0.0.1:${this.places.metricsPort}/metrics`;
  }
  get config(): string {
    return this.folder.file('firstcharge.yaml');
  }

  async start(): Promise<void> {
    await this.cpms.start();
    await this.otlp.start();
    this.#places = {
      folder: this.folder.path,
      cpmsPort: this.cpms.port,
      metricsPort: await freePort(),
      healthPort: await freePort(),
      otlpUrl: this.otlp.url,
    };
    this.folder.write('firstcharge.yaml', collectorConfig(this.#places));
    this.#prometheus = await RealPrometheus.scraping(`127.0.0.1:${this.#places.metricsPort}`);
  }

  /** `firstcharge run`, and the port at which stations find it. */
  async run(): Promise<{ collector: RunningProcess; port: number }> {
    const collector = this.keep(firstcharge(['run', '--config', this.config]));
    const port = await gatewayPort(collector);
    await until('the collector is ready', () => this.isReady());
    return { collector, port };
  }

  async isReady(): Promise<boolean> {
    return (await fetch(`http://127.0.0.1:${this.places.healthPort}/-/ready`)).ok;
  }

  /** The process is gone when the test is over, whatever happens. */
  keep(running: RunningProcess): RunningProcess {
    this.running.push(running);
    return running;
  }

  async connect<T extends ChargingStation>(station: T): Promise<T> {
    this.stations.push(station);
    await station.start();
    return station;
  }

  /** The one value of a query, 0 when there is none. */
  async value(query: string): Promise<number> {
    return (await this.prometheus.query(query))[0]?.value ?? 0;
  }

  /** Series that Prometheus saw fall, of all that count. */
  async resets(): Promise<string[]> {
    const found: string[] = [];
    for (const [, { prometheus, kind }] of METRIC_ROWS) {
      if (kind === 'gauge') continue;
      const names =
        kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => prometheus + end) : [prometheus];
      for (const name of names) {
        const fallen = await this.prometheus.query(`resets(${name}[10m]) > 0`);
        found.push(...fallen.map(({ labels }) => `${name} ${JSON.stringify(labels)}`));
      }
    }
    return found;
  }

  /** All samples of metrics about chargers, as Prometheus has them now. */
  async samples(): Promise<PrometheusSample[]> {
    return this.prometheus.query('{__name__=~"ev_.*"}');
  }

  async stop(): Promise<void> {
    for (const station of this.stations) await station.stop().catch(() => undefined);
    for (const running of this.running) await running.destroy();
    await this.#prometheus?.stop();
    await this.otlp.stop();
    await this.cpms.stop();
    this.folder.remove();
  }
}

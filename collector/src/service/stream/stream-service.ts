import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { serviceResource } from '../../exporters/otlp/settings.ts';
import type { Exporter } from '../../exporters/exporter.ts';
import { InventoryWatcher } from '../../inventory/inventory-watcher.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { formatSourceError } from '../../config/source-error.ts';
import { openSqliteLedger } from '../../ledger/sqlite/sqlite-ledger.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import type { Catalogue } from '../../processors/catalogue.ts';
import { createIdentityHash } from '../../ocpp/identity-hash.ts';
import { OcppLogReceiver } from '../../receivers/ocpp_log/ocpp-log.ts';
import type { Receiver } from '../../receivers/receiver.ts';
import { openFileJournal } from '../../signal-log/file-journal.ts';
import { FlowTraces } from '../../telemetry/flow-traces.ts';
import { SelfMetrics } from '../../telemetry/self-metrics.ts';
import { healthCheckConfig } from '../extensions/health_check/config.ts';
import { HealthCheck } from '../extensions/health_check/health-check.ts';
import type { ReceiverMappings } from '../receiver-mappings.ts';
import type { ServiceLog } from '../service-log.ts';
import { exportersOf, metricReaders } from './exporters-of.ts';
import { readIdentityKeys } from './identity-key.ts';
import { processorsOf } from './processors-of.ts';
import { readerIndexes } from './reader-indexes.ts';
import { runUpkeep } from './ledger-upkeep.ts';
import { receiversOf } from './receivers-of.ts';
import { registerSelfMetrics } from './self-figures.ts';
import { Stream } from './stream.ts';
import { TelemetryGate } from './telemetry-gate.ts';

/** What a stream service is started with. */
export interface StreamServiceSettings {
  readonly config: Config;
  readonly inventory: Inventory;
  readonly catalogue: Catalogue;
  readonly mappings: ReceiverMappings;
  /** Watched for changes, when there is one. */
  readonly inventoryFile: { readonly path: string; readonly text: string } | null;
  readonly environment: NodeJS.ProcessEnv;
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly version: string;
  readonly log: ServiceLog;
  readonly now: () => number;
}

const TICK_MS = 1_000;
const SNAPSHOT_MS = 60_000;
/** How long after the start gateways are waited for before time runs on without them: their longest pause is 5 s. */
const FIRST_WATCH_MS = 7_500;
const EXPORT_DEADLINE_MS = 5_000;

/** The tracking process: receivers → signal log → trackers → metrics, traces, ledger → exporters. */
export class StreamService {
  readonly #stop: (() => Promise<void>)[];
  /** Resolves when every receiver has come to the end of its input. */
  readonly finished: Promise<void>;

  private constructor(finished: Promise<void>, stop: (() => Promise<void>)[]) {
    this.finished = finished;
    this.#stop = stop;
  }

  /** Recovers what the signal log holds, then starts exporters, then receivers. On failure everything is closed again. */
  static async start(settings: StreamServiceSettings): Promise<Result<StreamService>> {
    const stop: (() => Promise<void>)[] = [];
    const started = await begin(settings, stop);
    if (!started.ok) await closeAll(stop);
    return started.ok ? ok(new StreamService(started.value, stop)) : started;
  }

  /** Takes no more input, keeps the state, hands on what is left. */
  stop(): Promise<void> {
    return closeAll(this.#stop);
  }
}

async function closeAll(stop: (() => Promise<void>)[]): Promise<void> {
  for (const close of stop.splice(0).reverse()) await close();
}

async function begin(
  settings: StreamServiceSettings,
  stop: (() => Promise<void>)[],
): Promise<Result<Promise<void>>> {
  const { config, inventory, catalogue, log, now } = settings;
  const directory = config.storage.directory;
  const keys = readIdentityKeys(config.identity.key_file ?? join(directory, 'identity.key'));
  if (!keys.ok) return keys;
  const journal = await openFileJournal({ directory: join(directory, 'journal') });
  if (!journal.ok) return journal;
  stop.push(() => journal.value.close());
  const ledger = openSqliteLedger({ path: join(directory, 'ledger.sqlite') });
  if (!ledger.ok) return ledger;
  stop.push(async () => ledger.value.close());

  const resource = serviceResource(`${config.storage.directory}`, settings.version, settings.environment);
  const opened = await Stream.open({
    log: journal.value,
    ledger: ledger.value,
    tracker: { inventory, config: processorsOf(config), catalogue },
    metrics: { onLimit: () => log.warn('limits.series is reached: new series are refused and counted') },
    traces: (snapshot) => new FlowTraces(resource, snapshot),
    warn: log.warn,
  });
  if (!opened.ok) return opened;
  const stream = opened.value;
  log.info('signal log read', { stations_known: stream.stationCount, open_flows: stream.openFlows });

  const readers = readerIndexes(join(directory, 'readers.json'), metricReaders(config));
  if (!readers.ok) return readers;
  const self = new SelfMetrics(now());
  const exporters = exportersOf(config, {
    store: stream.store,
    self,
    resource,
    log,
    readers: readers.value,
    onCollection: (reader) => stream.collection(reader, now()),
    onCollected: (reader) => stream.collected(reader),
    now,
  });
  const health = healthOf(config, () => ready);
  let ready = false;
  if (health) {
    const listening = await health.start();
    if (!listening.ok) return listening;
    stop.push(() => health.stop());
  }
  const exporting = await startExporters(exporters, stop);
  if (!exporting.ok) return exporting;
  stream.useExporters(exporters);

  const receivers = receiversOf(config, {
    hash: createIdentityHash(keys.value, catalogue.paymentTags, stream.identities()),
    mappings: settings.mappings,
    inventory: () => stream.inventory,
    stdin: settings.stdin,
    now,
    warn: log.warn,
  });
  registerSelfMetrics(self, stream, receivers, now);
  stop.push(async () => void (await saveSnapshot(stream, log)));
  const receiving = await startReceivers(receivers, stream, journal.value.positions(), stop);
  if (!receiving.ok) return receiving;
  stop.push(runTimers(stream, receivers, settings));
  const { flow_days: flowDays, interval_days: intervalDays } = config.storage.retention;
  stop.push(
    runUpkeep({
      ...{ ledger: ledger.value, retention: { flowDays, intervalDays }, now, log },
      inventory: () => stream.inventory,
    }),
  );
  if (settings.inventoryFile) stop.push(watchInventory(settings, settings.inventoryFile, stream));
  ready = true;
  stop.push(async () => void (ready = false));
  return ok(Promise.all(receivers.map((receiver) => receiver.finished)).then(() => undefined));
}

function healthOf(config: Config, isReady: () => boolean): HealthCheck | null {
  const named = config.service.extensions;
  const component = [...config.extensions.values()].find(
    ({ id, type }) => type === 'health_check' && named.includes(id),
  );
  return component ? new HealthCheck(healthCheckConfig.parse(component.written ?? {}), isReady) : null;
}

async function startExporters(
  exporters: readonly Exporter[],
  stop: (() => Promise<void>)[],
): Promise<Result<void>> {
  for (const exporter of exporters) {
    const started = await exporter.start();
    if (!started.ok) return failed({ ...started.error, message: `${exporter.id}: ${started.error.message}` });
    stop.push(() => exporter.stop(EXPORT_DEADLINE_MS));
  }
  return ok(undefined);
}

async function startReceivers(
  receivers: readonly Receiver[],
  stream: Stream,
  positions: ReadonlyMap<string, number>,
  stop: (() => Promise<void>)[],
): Promise<Result<void>> {
  const gate = new TelemetryGate(stream, receivers);
  for (const receiver of receivers) {
    const started = await receiver.start(gate.nextOf(receiver), positions);
    if (!started.ok) {
      gate.release();
      return failed({ ...started.error, message: `${receiver.id}: ${started.error.message}` });
    }
    stop.push(() => receiver.stop());
  }
  stop.push(async () => gate.release());
  return ok(undefined);
}

/** Ticks while sockets are watched (a log that is read carries its own time), and snapshots. */
function runTimers(
  stream: Stream,
  receivers: readonly Receiver[],
  { log, now }: StreamServiceSettings,
): () => Promise<void> {
  const isLive = receivers.some((receiver) => !(receiver instanceof OcppLogReceiver));
  const began = now();
  const tick = setInterval(() => {
    if (!isLive) return;
    const silent = now() - began > FIRST_WATCH_MS;
    (silent ? stream.watch(now()) : Promise.resolve())
      .then(() => stream.tick(now()))
      .catch((error: unknown) => log.warn(`the signal log refuses: ${String(error)}`));
  }, TICK_MS);
  const snapshot = setInterval(() => void saveSnapshot(stream, log), SNAPSHOT_MS);
  return async () => {
    clearInterval(tick);
    clearInterval(snapshot);
  };
}

async function saveSnapshot(stream: Stream, log: ServiceLog): Promise<void> {
  const saved = await stream.snapshot();
  if (!saved.ok) log.warn(`the state could not be kept: ${saved.error.message}`);
}

function watchInventory(
  { config, log }: StreamServiceSettings,
  file: { readonly path: string; readonly text: string },
  stream: Stream,
): () => Promise<void> {
  const watcher = new InventoryWatcher({
    ...file,
    defaultSite: config.inventory.default_site,
    debounceMs: 250,
    onInventory: (inventory) => {
      stream.useInventory(inventory);
      // A restart must not place again, by the new inventory, what has been counted by the old one.
      void saveSnapshot(stream, log);
      log.info('inventory read again', { stations: inventory.stations.size });
    },
    onErrors: (errors) =>
      log.warn(`the inventory is kept as it was: ${errors.map(formatSourceError).join('; ')}`),
  });
  return async () => watcher.close();
}

import type { Config } from '../config/config.ts';
import { unjournalled, type Exporter } from '../exporters/exporter.ts';
import { OtlpExporter } from '../exporters/otlp/otlp.ts';
import { prometheusFactory } from '../exporters/prometheus/factory.ts';
import { serviceResource } from '../exporters/otlp/settings.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Arrival } from '../model/arrival.ts';
import { failed, ok, retryable, type Result } from '../model/result.ts';
import type { Catalogue } from '../processors/catalogue.ts';
import { createIdentityHash, type IdentityKeys } from '../ocpp/identity-hash.ts';
import { createRedact } from '../ocpp/redaction.ts';
import { createTracker } from '../processors/tracker.ts';
import { LineTally } from '../receivers/ocpp_log/line-tally.ts';
import { readArrivals, type ReadArrivalsSettings } from '../receivers/ocpp_log/read-arrivals.ts';
import { FlowTraces } from '../telemetry/flow-traces.ts';
import { MetricStore } from '../telemetry/metric-store.ts';
import type { ServiceContext } from './service-context.ts';
import { exportersOf, metricReaders } from './stream/exporters-of.ts';
import { processorsOf } from './stream/processors-of.ts';

/** A log that is sent through the trackers to the exporters once more. */
export interface ReplaySettings {
  readonly config: Config;
  readonly inventory: Inventory;
  readonly catalogue: Catalogue;
  readonly identityKeys: IdentityKeys;
  readonly log: string;
  /** How the log is to be understood; told by its first lines where nothing is said. */
  readonly reading: Pick<ReadArrivalsSettings, 'format' | 'columns' | 'station' | 'zone'>;
  /** Stream time between two pushes of metrics, ms. */
  readonly stepMs: number;
  readonly onProgress: (read: number, total: number | null) => void;
}

/** What went through. */
export interface Replayed {
  readonly arrivals: number;
  readonly flows: number;
  readonly spans: number;
  /** Lines that carried no message, by kind, with the number of the first. */
  readonly skipped: ReturnType<LineTally['problems']>;
}

const LAST_DELIVERY_MS = 60_000;

/**
 * Log → trackers → exporters, at the original event times: spans as they were, metrics with the stream's time. A scrape
 * endpoint has no use for the past and is left out; nothing is journalled and the ledger is not touched.
 */
export async function replay(settings: ReplaySettings, context: ServiceContext): Promise<Result<Replayed>> {
  const { config, inventory, catalogue } = settings;
  const resource = serviceResource('replay', context.version, context.environment);
  const tracker = createTracker({ inventory, config: processorsOf(config), catalogue });
  const store = new MetricStore();
  const traces = new FlowTraces(resource);
  const warn = (message: string): void => context.stderr(`${message}\n`);
  const exporters = exportersOf(withoutScrapes(config), {
    store,
    // How quickly a replay is delivered would be told at times of the log, and differ every time.
    self: null,
    resource,
    log: { warn, info: () => undefined },
    readers: new Map(metricReaders(config).map((id, index) => [id, index])),
    ...unjournalled(store),
    now: () => store.time,
  });
  for (const exporter of exporters) {
    const started = await exporter.start();
    if (!started.ok) return started;
  }
  const hash = createIdentityHash(settings.identityKeys, catalogue.paymentTags);
  const tally = new LineTally();
  const done = { arrivals: 0, flows: 0, spans: 0 };
  let pushAt = 0;
  let isTaken = true;
  const take = async (arrivals: readonly Arrival[]): Promise<void> => {
    for (const arrival of arrivals) {
      // A replay is as fast as its slowest sink: what would be dropped is waited for instead.
      if (pushAt > 0 && arrival.receivedAt >= pushAt) isTaken = isTaken && (await push(exporters));
      if (arrival.receivedAt >= pushAt) pushAt = arrival.receivedAt + settings.stepMs;
      consume(tracker.apply(arrival));
      store.advance(tracker.streamAt);
    }
    done.arrivals += arrivals.length;
  };
  const consume = (outcomes: ReturnType<typeof tracker.apply>): void => {
    if (outcomes.length === 0) return;
    for (const outcome of outcomes) store.apply(outcome);
    const spans = traces.spansOf(outcomes);
    for (const exporter of exporters) exporter.consume(outcomes, spans);
    done.flows += outcomes.filter((outcome) => outcome.kind === 'flow_settled').length;
    done.spans += spans.length;
  };
  const read = await readArrivals(settings.log, take, {
    redact: createRedact(hash),
    tally,
    ...settings.reading,
    onProgress: settings.onProgress,
    stdin: context.stdin,
  });
  consume(tracker.finish().outcomes);
  isTaken = isTaken && (await push(exporters));
  for (const exporter of exporters) await exporter.stop(LAST_DELIVERY_MS);
  if (!isTaken)
    return failed(retryable('a sink did not take the replay in time: what came after is missing there'));
  return read.ok ? ok({ ...done, skipped: tally.problems() }) : read;
}

const withoutScrapes = (config: Config): Config => ({
  ...config,
  exporters: new Map([...config.exporters].filter(([, { type }]) => type !== prometheusFactory.type)),
});

async function push(exporters: readonly Exporter[]): Promise<boolean> {
  let isTaken = true;
  for (const exporter of exporters) {
    if (!(exporter instanceof OtlpExporter)) continue;
    await exporter.push();
    isTaken = (await exporter.drain(LAST_DELIVERY_MS)) && isTaken;
  }
  return isTaken;
}

import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import type { Outcome } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import type { Collection } from '../telemetry/collection.ts';
import type { MetricStore } from '../telemetry/metric-store.ts';
import type { SelfMetrics } from '../telemetry/self-metrics.ts';

/**
 * Every exporter. `start` resolves when it works, or with the reason why it never will; `consume` takes the outcomes of
 * one durable batch and their spans, in order: it never throws and never waits; `stop` hands on what it can within
 * `deadlineMs` and resolves.
 */
export interface Exporter {
  readonly id: string;
  start(): Promise<Result<void>>;
  consume(outcomes: readonly Outcome[], spans: readonly ReadableSpan[]): void;
  stop(deadlineMs: number): Promise<void>;
}

/** Metrics as one reader sees them. */
export interface MetricSource {
  collect(): Promise<Collection>;
  /** The last collection reached who reads, as far as can be known. */
  collected(): Promise<void>;
}

/** What a source of metrics is made of. */
export interface MetricSourceParts {
  readonly store: MetricStore;
  readonly self: SelfMetrics;
  /** Index of the reader, 0–31; the same exporter has the same index after a restart. */
  readonly reader: number;
  /** Resolves once this collection is durable in the signal log and everything before it has been applied. */
  readonly onCollection: (reader: number) => Promise<void>;
  /** The last collection arrived; resolves once that is durable. */
  readonly onCollected: (reader: number) => Promise<void>;
  /** Wall clock, ms since the epoch, for what the collector says of itself; the system's by default. */
  readonly now?: () => number;
}

/** The collector's metrics and the chargers', each collection journalled before it is shown. */
export const metricSource = ({
  store,
  self,
  reader,
  onCollection,
  onCollected,
  now = Date.now,
}: MetricSourceParts): MetricSource => ({
  async collect(): Promise<Collection> {
    await onCollection(reader);
    return [...store.view(reader), ...self.collect(now())];
  },
  collected: () => onCollected(reader),
});

/** Collections of a store whose state nobody keeps. */
export const unjournalled = (
  store: MetricStore,
): Pick<MetricSourceParts, 'onCollection' | 'onCollected'> => ({
  onCollection: async (reader) => store.offer(reader),
  onCollected: async (reader) => store.taken(reader),
});

/** Where exporters tell people what happened; a line each, no payloads. */
export interface ExporterLog {
  warn(message: string): void;
  info(message: string): void;
}

/** What the service gives to every exporter's factory. */
export interface ExporterContext {
  readonly id: string;
  readonly metrics: MetricSource;
  readonly self: SelfMetrics;
  readonly log: ExporterLog;
}

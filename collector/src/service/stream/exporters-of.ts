import type { Resource } from '@opentelemetry/resources';
import type { Component, Config } from '../../config/config.ts';
import { debugConfig } from '../../exporters/debug/config.ts';
import { debugFactory } from '../../exporters/debug/factory.ts';
import {
  metricSource,
  type Exporter,
  type ExporterContext,
  type ExporterLog,
  type MetricSource,
} from '../../exporters/exporter.ts';
import { otlpConfig } from '../../exporters/otlp/config.ts';
import { otlpFactory } from '../../exporters/otlp/factory.ts';
import { prometheusConfig } from '../../exporters/prometheus/config.ts';
import { prometheusFactory } from '../../exporters/prometheus/factory.ts';
import type { MetricStore } from '../../telemetry/metric-store.ts';
import { SelfMetrics } from '../../telemetry/self-metrics.ts';

/** What exporters are given besides their config. */
export interface ExporterSurroundings {
  readonly store: MetricStore;
  /** The collector's own figures, shown with the metrics, to which exporters add theirs; null: they are of no interest. */
  readonly self: SelfMetrics | null;
  readonly resource: Resource;
  readonly log: ExporterLog;
  /** Index of each reader of the metrics, by exporter id. */
  readonly readers: ReadonlyMap<string, number>;
  /** Resolves once this collection is durable. */
  readonly onCollection: (reader: number) => Promise<void>;
  /** The last collection of a reader arrived; resolves once that is durable. */
  readonly onCollected: (reader: number) => Promise<void>;
  /** Wall clock, ms since the epoch. */
  readonly now: () => number;
}

const READING_TYPES: ReadonlySet<string> = new Set(
  [prometheusFactory, otlpFactory, debugFactory].flatMap(({ type, readsMetrics }) =>
    readsMetrics ? [type] : [],
  ),
);

function namedExporters(config: Config): Component[] {
  const named = new Set(Object.values(config.service.pipelines).flatMap((pipeline) => pipeline.exporters));
  return [...config.exporters.values()].filter(({ id }) => named.has(id));
}

/** Ids of the exporters of all pipelines that read the metrics, in order. */
export const metricReaders = (config: Config): string[] =>
  namedExporters(config).flatMap(({ id, type }) => (READING_TYPES.has(type) ? [id] : []));

const NO_METRICS: MetricSource = { collect: () => Promise.resolve([]), collected: () => Promise.resolve() };

/** The exporters that a pipeline names. */
export function exportersOf(config: Config, surroundings: ExporterSurroundings): Exporter[] {
  return namedExporters(config).map(({ id, type, written }) => {
    const { store, onCollection, onCollected, log, resource, now, readers } = surroundings;
    const shown = surroundings.self ?? new SelfMetrics(0);
    const self = surroundings.self ?? new SelfMetrics(0);
    const reader = readers.get(id);
    const metrics =
      reader === undefined
        ? NO_METRICS
        : metricSource({ store, self: shown, reader, onCollection, onCollected, now });
    const context: ExporterContext = { id, metrics, self, log };
    if (type === prometheusFactory.type)
      return prometheusFactory.create(prometheusConfig.parse(written ?? {}), context);
    if (type === otlpFactory.type)
      return otlpFactory.create(otlpConfig.parse(written ?? {}), { ...context, resource });
    return debugFactory.create(debugConfig.parse(written ?? {}), context);
  });
}

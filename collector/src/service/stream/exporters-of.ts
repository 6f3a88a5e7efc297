import type { Resource } from '@opentelemetry/resources';
import type { Config } from '../../config/config.ts';
import { debugConfig } from '../../exporters/debug/config.ts';
import { debugFactory } from '../../exporters/debug/factory.ts';
import {
  metricSource,
  type Exporter,
  type ExporterContext,
  type ExporterLog,
} from '../../exporters/exporter.ts';
import { otlpConfig } from '../../exporters/otlp/config.ts';
import { otlpFactory } from '../../exporters/otlp/factory.ts';
import { prometheusConfig } from '../../exporters/prometheus/config.ts';
import { prometheusFactory } from '../../exporters/prometheus/factory.ts';
import type { MetricStore } from '../../telemetry/metric-store.ts';
import type { SelfMetrics } from '../../telemetry/self-metrics.ts';

/** What exporters are given besides their config. */
export interface ExporterSurroundings {
  readonly store: MetricStore;
  readonly self: SelfMetrics;
  readonly resource: Resource;
  readonly log: ExporterLog;
  /** Resolves once this collection is durable. */
  readonly onCollect: (reader: number) => Promise<void>;
  /** Wall clock, ms since the epoch. */
  readonly now: () => number;
}

/** The exporters that a pipeline names. Their readers are numbered by id, so that a restart gives each its own again. */
export function exportersOf(config: Config, surroundings: ExporterSurroundings): Exporter[] {
  const named = new Set(Object.values(config.service.pipelines).flatMap((pipeline) => pipeline.exporters));
  const components = [...config.exporters.values()].filter(({ id }) => named.has(id));
  const ids = components.map(({ id }) => id).sort();
  return components.map(({ id, type, written }) => {
    const { store, self, onCollect, log, resource, now } = surroundings;
    const metrics = metricSource({ store, self, reader: ids.indexOf(id), onCollect, now });
    const context: ExporterContext = { id, metrics, self, log };
    if (type === prometheusFactory.type)
      return prometheusFactory.create(prometheusConfig.parse(written ?? {}), context);
    if (type === otlpFactory.type)
      return otlpFactory.create(otlpConfig.parse(written ?? {}), { ...context, resource });
    return debugFactory.create(debugConfig.parse(written ?? {}), context);
  });
}

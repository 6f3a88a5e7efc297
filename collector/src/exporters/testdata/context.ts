import { MetricStore } from '../../telemetry/metric-store.ts';
import { SelfMetrics } from '../../telemetry/self-metrics.ts';
import { type ExporterContext, metricSource, unjournalled } from '../exporter.ts';

const T_NOW = 1_793_527_200_000;

/** An exporter's surroundings, with the list of collections that were announced and of warnings. */
export const testContext = (id: string, store = new MetricStore(), reader = 0) => {
  const self = new SelfMetrics(0);
  const collections: number[] = [];
  const warnings: string[] = [];
  const { onCollection, onCollected } = unjournalled(store);
  const noted = (index: number): Promise<void> => {
    collections.push(index);
    return onCollection(index);
  };
  const metrics = metricSource({ store, self, reader, onCollection: noted, onCollected, now: () => T_NOW });
  const log = {
    warn: (message: string): void => void warnings.push(message),
    info: (): void => undefined,
  };
  const context: ExporterContext = { id, metrics, self, log };
  return { context, store, self, collections, warnings };
};

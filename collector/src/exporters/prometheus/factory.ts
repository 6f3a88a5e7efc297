import type { ExporterContext } from '../exporter.ts';
import { type PrometheusConfig, prometheusConfig } from './config.ts';
import { PrometheusExporter } from './prometheus.ts';

/** `prometheus`: a scrape endpoint. */
export const prometheusFactory = {
  type: 'prometheus',
  config: prometheusConfig,
  readsMetrics: true,
  create: (config: PrometheusConfig, context: ExporterContext): PrometheusExporter =>
    new PrometheusExporter(config, context),
} as const;

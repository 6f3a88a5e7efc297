import { systemTimer } from '../delivery/timer.ts';
import type { ExporterContext } from '../exporter.ts';
import type { Resource } from '@opentelemetry/resources';
import { type OtlpConfig, otlpConfig } from './config.ts';
import { OtlpExporter } from './otlp.ts';

/** `otlp`: metrics and traces over OTLP/HTTP. */
export const otlpFactory = {
  type: 'otlp',
  config: otlpConfig,
  readsMetrics: true,
  create: (config: OtlpConfig, context: ExporterContext & { readonly resource: Resource }): OtlpExporter =>
    new OtlpExporter(config, context, {
      resource: context.resource,
      timer: systemTimer,
      random: Math.random,
      env: process.env,
    }),
} as const;

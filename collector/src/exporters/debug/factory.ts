import type { ExporterContext } from '../exporter.ts';
import { type DebugConfig, debugConfig } from './config.ts';
import { DebugExporter } from './debug.ts';

/** `debug`: outcomes on standard output. */
export const debugFactory = {
  type: 'debug',
  config: debugConfig,
  readsMetrics: false,
  create: (config: DebugConfig, context: ExporterContext): DebugExporter =>
    new DebugExporter(config, context, process.stdout),
} as const;

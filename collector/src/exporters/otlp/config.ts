import { z } from 'zod';
import { deliveryConfig } from '../delivery/config.ts';

const headers = z.record(z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'not a header name'), z.string());

/** An OTLP/HTTP receiver: an OpenTelemetry Collector, Tempo, a vendor. What is left out comes from `OTEL_*`. */
export const otlpConfig = deliveryConfig.extend({
  /** Base URL; `/v1/metrics` and `/v1/traces` are added. */
  endpoint: z.url({ protocol: /^https?$/ }).optional(),
  /** Full URLs, where they do not follow from `endpoint`. */
  metrics_endpoint: z.url({ protocol: /^https?$/ }).optional(),
  traces_endpoint: z.url({ protocol: /^https?$/ }).optional(),
  headers: headers.optional(),
  compression: z.enum(['gzip', 'none']).optional(),
  timeout_seconds: z.number().positive().max(300).optional(),
  /** How often metrics are pushed. */
  interval_seconds: z.number().min(1).max(3600).optional(),
  signals: z
    .array(z.enum(['metrics', 'traces']))
    .min(1)
    .default(['metrics', 'traces']),
  /** Data points or spans in one request. */
  batch_size: z.int().min(1).max(50_000).default(5000),
});
export type OtlpConfig = z.infer<typeof otlpConfig>;

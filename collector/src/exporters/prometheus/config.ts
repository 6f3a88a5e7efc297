import { z } from 'zod';

/** Where Prometheus finds the metrics. */
export const prometheusConfig = z.strictObject({
  /** `host:port`; loopback unless told otherwise; port 0 takes a free one. */
  endpoint: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/, 'must be host:port')
    .default('127.0.0.1:9464'),
  path: z.string().startsWith('/').default('/metrics'),
  /** Scrapes answered at the same time; further ones get 503. */
  max_concurrent_scrapes: z.int().min(1).max(64).default(4),
});
export type PrometheusConfig = z.infer<typeof prometheusConfig>;

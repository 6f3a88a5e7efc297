import { z } from 'zod';

/** Where `/-/healthy` and `/-/ready` answer. */
export const healthCheckConfig = z.strictObject({
  /** `host:port`; loopback unless told otherwise; port 0 takes a free one. */
  endpoint: z
    .string()
    .regex(/^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+):\d{1,5}$/, 'must be host:port')
    .default('127.0.0.1:13133'),
});

export type HealthCheckConfig = z.infer<typeof healthCheckConfig>;

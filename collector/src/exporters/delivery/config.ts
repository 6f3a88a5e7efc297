import { z } from 'zod';

/** `sending_queue` and `retry_on_failure`, by the words of the OpenTelemetry Collector. */
export const deliveryConfig = z.strictObject({
  timeout_seconds: z.number().positive().max(300).default(10),
  sending_queue: z
    .strictObject({
      /** Requests that wait; beyond that the oldest is dropped and counted. */
      size: z.int().min(1).max(100_000).default(1000),
    })
    .prefault({}),
  retry_on_failure: z
    .strictObject({
      initial_seconds: z.number().positive().default(1),
      max_seconds: z.number().positive().default(30),
      /** A request is given up this long after its first attempt; 0 = never. */
      give_up_seconds: z.number().min(0).default(300),
    })
    .prefault({}),
});
export type DeliveryConfig = z.infer<typeof deliveryConfig>;

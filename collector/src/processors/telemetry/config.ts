import { z } from 'zod';

/** How long what equipment, links, terminals and sites said is taken to be so. */
export const telemetryConfig = z.strictObject({
  stale_minutes: z
    .number()
    .positive()
    .default(20)
    .describe('A reading that has not been renewed for this long is not shown any more.'),
  terminal_silence_minutes: z
    .number()
    .positive()
    .default(15)
    .describe('A payment terminal without a sign of life for this long is down.'),
});

export type TelemetryConfig = z.infer<typeof telemetryConfig>;

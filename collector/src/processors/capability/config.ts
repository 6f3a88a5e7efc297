import { z } from 'zod';

/** When a connector counts as not capable. */
export const capabilityConfig = z.strictObject({
  vehicles: z
    .number()
    .int()
    .min(2)
    .max(8)
    .default(3)
    .describe('Of so many vehicles in a row, at least, none may have got its power, or its start.'),
  chance: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.002)
    .describe(
      'And so many in a row must be this unlikely at the same model elsewhere: where slow vehicles or failed starts are common, more of them are asked for.',
    ),
  window_days: z.number().positive().default(14).describe('What is older shows nothing any more.'),
});

export type CapabilityConfig = z.infer<typeof capabilityConfig>;

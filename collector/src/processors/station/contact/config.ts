import { z } from 'zod';

/** When a station counts as out of contact. */
export const contactConfig = z.strictObject({
  grace_seconds: z
    .number()
    .positive()
    .default(300)
    .describe('A gap in contact shorter than this counts as connected.'),
  silence_seconds: z
    .number()
    .positive()
    .default(3_600)
    .describe('A station that says nothing for this long is out of contact, socket or not.'),
});

export type ContactConfig = z.infer<typeof contactConfig>;

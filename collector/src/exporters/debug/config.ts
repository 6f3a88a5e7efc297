import { z } from 'zod';

/** Which outcomes to print. */
export const debugConfig = z.strictObject({
  /** Kinds of outcome; empty = all of them. */
  kinds: z.array(z.string()).default([]),
});
export type DebugConfig = z.infer<typeof debugConfig>;

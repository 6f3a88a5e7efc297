import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What one run hands to the next: registers in Wh, and how many transactions there have been. */
export const stateSchema = z.object({
  next_transaction_id: z.int(),
  stations: z.record(z.string(), z.object({ registers: z.array(z.number()), transactions: z.int() })),
});
export type State = z.infer<typeof stateSchema>;

export const readState = (file: string): State => stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

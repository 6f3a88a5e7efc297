import { z } from 'zod';

/** How flows are settled and joined to visits; seconds and watt-hours. */
export const visitsConfig = z.strictObject({
  lateness_seconds: z
    .number()
    .nonnegative()
    .default(60)
    .describe('A flow is settled this long after its end was known.'),
  gap_seconds: z
    .number()
    .positive()
    .default(600)
    .describe('Tries of one driver at one site further apart than this are two visits.'),
  anonymous_gap_seconds: z
    .number()
    .positive()
    .default(300)
    .describe('The same for drivers without identity, at one EVSE.'),
  quiet_seconds: z
    .number()
    .positive()
    .default(900)
    .describe('A visit is over after this long without a try.'),
  satisfied_wh: z.number().positive().default(2_000).describe('A success of this size ends the visit.'),
  late_seconds: z
    .number()
    .positive()
    .default(3_600)
    .describe('A queued flow that reaches us this long after its end goes to the ledger only.'),
});

export type VisitsConfig = z.infer<typeof visitsConfig>;

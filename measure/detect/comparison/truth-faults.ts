import { readFileSync } from 'node:fs';
import { z } from 'zod';

const time = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : Date.parse(text)));

const faultLine = z.object({
  type: z.literal('fault'),
  id: z.string(),
  behaviour: z.string(),
  where: z.object({
    site: z.string().optional(),
    station: z.string().optional(),
    evse: z.number().optional(),
  }),
  start: z.string().transform((text) => Date.parse(text)),
  end: time,
  persistent: z.boolean(),
  code: z.enum(['right', 'none', 'general', 'wrong']),
  decoy: z.boolean(),
  everyday: z.boolean(),
  ramp_days: z.number().nullable(),
  first_failed_flow: time,
});

/** A fault as the simulated world knows it; times in ms. */
export type TrueFault = z.infer<typeof faultLine>;

/** The faults of a truth file; throws where a line is not what the simulator promises. */
export function readFaults(path: string): TrueFault[] {
  const faults: TrueFault[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n'))
    if (line.startsWith('{"type":"fault"')) faults.push(faultLine.parse(JSON.parse(line)));
  return faults;
}

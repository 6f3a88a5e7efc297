import { readFileSync } from 'node:fs';
import { z } from 'zod';

const time = z.string().transform((text) => Date.parse(text));

const flowLine = z.object({
  type: z.literal('flow'),
  id: z.string(),
  station: z.string(),
  evse: z.number().nullable(),
  start: time,
  end: time.nullable(),
  outcome: z.string(),
  failed_stage: z.string().nullable(),
  reason: z.string().nullable(),
  attribution: z.string().nullable(),
  visit: z.string().nullable(),
  identity: z.string().nullable(),
  energy_wh: z.number(),
  behaviours: z.array(z.string()),
  open: z.boolean().default(false),
  /** Nothing of it ever reached the backend: nobody could know. */
  unobserved: z.boolean().default(false),
});

const count = z.object({ numerator: z.number(), denominator: z.number(), ratio: z.number().nullable() });

const typed = z.object({ type: z.string() });

const summaryLine = z.object({ type: z.literal('summary'), kpis: z.record(z.string(), z.unknown()) });

/** What really happened in one flow, by the simulated world's own knowledge. */
export type TrueFlow = z.infer<typeof flowLine>;

/** Numerator and denominator of a true KPI. */
export type TrueKpi = z.infer<typeof count>;

export interface Truth {
  readonly flows: readonly TrueFlow[];
  readonly kpis: ReadonlyMap<string, TrueKpi>;
}

/** Reads a ground-truth file; throws where a line is not what the simulator promises. */
export function readTruth(path: string): Truth {
  const flows: TrueFlow[] = [];
  const kpis = new Map<string, TrueKpi>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    const entry: unknown = JSON.parse(line);
    const { type } = typed.parse(entry);
    if (type === 'flow') flows.push(flowLine.parse(entry));
    if (type !== 'summary') continue;
    for (const [name, value] of Object.entries(summaryLine.parse(entry).kpis)) {
      const parsed = count.safeParse(value);
      if (parsed.success) kpis.set(name, parsed.data);
    }
  }
  return { flows, kpis };
}

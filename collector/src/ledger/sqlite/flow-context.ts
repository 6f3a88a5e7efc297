import { z } from 'zod';
import type { FlowContext } from '../../model/flow-context.ts';
import { PHASES, QUANTITIES } from '../../model/telemetry.ts';
import { json, type Row } from './row.ts';

const context: z.ZodType<FlowContext | null> = z
  .object({
    quantities: z.array(
      z.object({
        quantity: z.enum(QUANTITIES),
        location: z.string(),
        phase: z.enum(PHASES),
        least: z.number(),
        most: z.number(),
        last: z.number(),
      }),
    ),
    links: z.array(z.object({ link: z.string(), up: z.boolean().nullable(), drops: z.number() })),
    grid: z.boolean().nullable(),
  })
  .nullable()
  .catch(null);

/** What was around a flow, as part of it; nothing where nothing is known or it cannot be read. */
export function contextOf(row: Row): { readonly context?: FlowContext } {
  const read = context.parse(json(row, 'context'));
  return read === null ? {} : { context: read };
}

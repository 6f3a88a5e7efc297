import { z } from 'zod';
import { CONDITIONS, QUANTITIES } from '../../../model/telemetry.ts';
import { unitsOf } from './units.ts';

const attribute = z.string().min(1).max(255);

/** Attributes that name who a point is about. */
export const subjectNames = z.union([
  z.strictObject({ station: attribute, evse: attribute.optional(), connector: attribute.optional() }),
  z.strictObject({ link: attribute }),
  z.strictObject({ terminal: attribute }),
  z.strictObject({ site: attribute, feeder: attribute.optional() }),
]);
export type SubjectNames = z.output<typeof subjectNames>;

/** One metric, or those of its points that have certain attributes, and what it says. */
export const metricRow = z
  .strictObject({
    /** Name of the metric, to the letter. */
    metric: z.string().min(1).max(255),
    /** Only points whose attributes have these values. */
    where: z.record(attribute, z.union([z.string(), z.number(), z.boolean()])).prefault({}),
    subject: subjectNames.optional(),
    quantity: z.enum(QUANTITIES).optional(),
    /** For senders that state no unit, or a wrong one. */
    unit: z.string().max(63).optional(),
    /** Attribute that says where in the equipment. */
    location: attribute.optional(),
    /** Attribute that says which phase: L1, L2, L3, N, L1-L2, L2-L3, L3-L1, total or dc. */
    phase: attribute.optional(),
    /** Holds while the value is above 0. */
    condition: z.enum(CONDITIONS).optional(),
    /** Code of the error catalogue; active while the value is above 0. */
    problem: z.string().min(1).max(128).optional(),
  })
  .superRefine(({ quantity, condition, problem, unit, location, phase }, context) => {
    const said = [quantity, condition, problem].filter((each) => each !== undefined);
    if (said.length !== 1)
      context.addIssue({ code: 'custom', message: 'write one of quantity, condition, problem' });
    if (quantity === undefined && [unit, location, phase].some((each) => each !== undefined))
      context.addIssue({ code: 'custom', message: 'unit, location and phase belong to a quantity' });
    if (quantity !== undefined && unit !== undefined && !unitsOf(quantity).includes(unit))
      context.addIssue({
        code: 'custom',
        path: ['unit'],
        message: `write one of ${unitsOf(quantity).join(', ')}`,
      });
  });
export type MetricRow = z.output<typeof metricRow>;

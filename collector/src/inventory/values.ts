import { z } from 'zod';

/** YAML is read as text, so that ids keep their zeros; JSON and CSV give numbers and text as they are. */
const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || value === 'null' || value === '~';

/** A short text; numbers are taken as they are written. */
export const text = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((value) => value.trim() !== '' && value.length <= 200, 'write 1 to 200 characters');

/** A number, or a text that is one. */
export function number(
  accepts: (value: number) => boolean,
  hint: string,
): z.ZodPipe<z.ZodUnknown, z.ZodTransform<number, unknown>> {
  return z.unknown().transform((value, context) => {
    const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof parsed === 'number' && Number.isFinite(parsed) && accepts(parsed)) return parsed;
    context.addIssue({ code: 'custom', message: `write ${hint}` });
    return z.NEVER;
  });
}

/** The id of an EVSE or connector. */
export const id = number((value) => Number.isInteger(value) && value >= 1, 'a whole number from 1');

/** Null when blank or left out. */
export const orNull = <T extends z.ZodType>(schema: T): z.ZodType<z.output<T> | null> =>
  z.preprocess((value) => (isBlank(value) ? null : value), schema.nullable());

/** `fallback` when blank or left out. */
export const orDefault = (fallback: string): z.ZodType<string> =>
  z.preprocess(
    (value) => (isBlank(value) ? fallback : value),
    z.union([z.string().max(200), z.number()]).transform(String),
  );

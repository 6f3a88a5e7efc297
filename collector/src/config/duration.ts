import { z } from 'zod';

const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|[smhd])/g;

const isUnit = (unit: string | undefined): unit is keyof typeof UNITS => unit !== undefined && unit in UNITS;

/** Milliseconds of a duration as Prometheus and the Collector write it (`250ms`, `1h30m`), null when it is none. */
export function parseDuration(text: string): number | null {
  if (!DURATION.test(text)) return null;
  let sum = 0;
  for (const [, count, unit] of text.matchAll(PART)) sum += isUnit(unit) ? Number(count) * UNITS[unit] : 0;
  return sum;
}

/** A length of time; becomes milliseconds. */
export const duration = (): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> =>
  z.string().transform((text, context) => {
    const parsed = parseDuration(text);
    if (parsed !== null) return parsed;
    context.addIssue({ code: 'custom', message: 'write a duration such as 250ms, 30s, 5m, 1h30m' });
    return z.NEVER;
  });

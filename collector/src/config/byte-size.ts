import { z } from 'zod';

const UNITS = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 } as const;
const SIZE = /^(\d+(?:\.\d+)?) ?(B|KiB|MiB|GiB)$/;

const isUnit = (unit: string | undefined): unit is keyof typeof UNITS => unit !== undefined && unit in UNITS;

/** Bytes of a size such as `4MiB`, null when it is none. */
export function parseByteSize(text: string): number | null {
  const [, count, unit] = SIZE.exec(text) ?? [];
  return isUnit(unit) ? Math.round(Number(count) * UNITS[unit]) : null;
}

/** A number of bytes, written plain or with a unit; becomes bytes. */
export const byteSize = (): z.ZodPipe<
  z.ZodUnion<readonly [z.ZodNumber, z.ZodString]>,
  z.ZodTransform<number, number | string>
> =>
  z.union([z.number().int().min(0), z.string()]).transform((value, context) => {
    const parsed = typeof value === 'number' ? value : parseByteSize(value);
    if (parsed !== null) return parsed;
    context.addIssue({ code: 'custom', message: 'write a size such as 65536, 512KiB, 4MiB' });
    return z.NEVER;
  });

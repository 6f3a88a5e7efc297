import { z } from 'zod';
import { schemaProblems } from '../../config/schema-problems.ts';
import { failed, ok, type Result } from '../../model/result.ts';

/** What is wrong with a part of a mapping file, and where in it. */
export interface PartProblem {
  readonly path: readonly (string | number)[];
  readonly fix: string;
}

export const wrong = (fix: string, path: readonly (string | number)[] = []): Result<never, PartProblem[]> =>
  failed([{ path, fix }]);

/** A schema for a part that is read by hand: shorthands of several shapes would get errors that help nobody from a union. */
export const part = <T>(
  read: (value: unknown) => Result<T, readonly PartProblem[]>,
): z.ZodPipe<z.ZodUnknown, z.ZodTransform<T, unknown>> =>
  z.unknown().transform((value, context) => {
    const result = read(value);
    if (result.ok) return result.value;
    for (const { path, fix } of result.error)
      context.addIssue({ code: 'custom', message: fix, path: [...path], input: value });
    return z.NEVER;
  });

/** Reads the long form of a part by its schema. */
export function readPart<T extends z.ZodType>(
  schema: T,
  value: unknown,
): Result<z.output<T>, readonly PartProblem[]> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return failed(
    schemaProblems(schema, parsed.error.issues, value, []).map(({ path, problem, fix }) => ({
      path,
      fix: problem === 'cannot be used' ? fix : `${problem}: ${fix}`,
    })),
  );
}

/** One or a list of them, up to `most`, each by `schema`; `nothing`, where that is a word for none. */
export const oneOrMore = <T extends z.ZodType>(
  schema: T,
  most: number,
  nothing?: string,
): ReturnType<typeof part<readonly z.output<T>[]>> =>
  part((value) => {
    if (nothing !== undefined && value === nothing) return ok([]);
    const listed = Array.isArray(value);
    const items: readonly unknown[] = listed ? value : [value];
    if (items.length === 0 || items.length > most) return wrong(`write one to ${most} of them`);
    const read = items.map((item, index) => {
      const one = readPart(schema, item);
      if (one.ok) return one;
      return failed(one.error.map(({ path, fix }) => ({ path: listed ? [index, ...path] : path, fix })));
    });
    const problems = read.flatMap((one) => (one.ok ? [] : one.error));
    return problems.length > 0 ? failed(problems) : ok(read.flatMap((one) => (one.ok ? [one.value] : [])));
  });

export const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import { z } from 'zod';
import { failed, ok, type Result } from '../../model/result.ts';
import { parseField, type Field } from './field.ts';
import { isFields, part, readPart, wrong, type PartProblem } from './schema-part.ts';
import type { Scope } from './scope.ts';

/** Whether an entry or a signal is for this item. */
export type When = (scope: Scope) => boolean;

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const either = z.union([scalar, z.array(scalar).min(1)]);
const longForm = z.strictObject({ not: either.optional(), exists: z.boolean().optional() });

type Test = (value: string | undefined) => boolean;

const oneOf = (wanted: z.output<typeof either>): ((value: string) => boolean) => {
  const texts = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  return (value) => texts.includes(value);
};

/** A value or several of which it must be one, `{ not: … }`, or `{ exists: true }`. */
function readTest(value: unknown): Result<Test, readonly PartProblem[]> {
  const plain = either.safeParse(value);
  if (plain.success) {
    const equal = oneOf(plain.data);
    return ok((found) => found !== undefined && equal(found));
  }
  if (!isFields(value)) return wrong('write a value, a list of values, `{ not: … }` or `{ exists: true }`');
  const form = readPart(longForm, value);
  if (!form.ok) return form;
  const { not, exists } = form.value;
  const equal = not === undefined ? (): boolean => false : oneOf(not);
  return ok(
    (found) =>
      (exists === undefined || exists === (found !== undefined)) && (found === undefined || !equal(found)),
  );
}

function parseWhen(value: unknown): Result<When, readonly PartProblem[]> {
  if (!isFields(value))
    return wrong('write a map of JSONPaths or `{names}` to the values that they must have');
  const tests: (readonly [Field, Test])[] = [];
  const problems: PartProblem[] = [];
  for (const [source, wanted] of Object.entries(value)) {
    const given = parseField(source);
    const test = readTest(wanted);
    if (given.ok && given.value.constant !== null)
      problems.push({ path: [source], fix: 'begin a JSONPath with `$`, or write a wildcard as `{name}`' });
    else if (given.ok && test.ok) tests.push([given.value, test.value]);
    for (const { ok: fine, error } of [given, test].map((part) => ({
      ok: part.ok,
      error: part.ok ? [] : part.error,
    })))
      if (!fine) problems.push(...error.map(({ path, fix }) => ({ path: [source, ...path], fix })));
  }
  if (problems.length > 0) return failed(problems);
  return ok((scope) =>
    tests.every(([given, test]) => {
      const found = given.read(scope, 'when');
      return test(found === undefined ? undefined : String(found));
    }),
  );
}

/** Guards in a schema: all of them must hold. */
export const when = part(parseWhen);

import { z } from 'zod';
import { failed, ok, type Result } from '../../model/result.ts';
import { parseJsonPath, readPath } from './json-path.ts';
import { isFields, part, readPart, wrong, type PartProblem } from './schema-part.ts';
import type { Scope } from './scope.ts';

/** What a field holds. */
export type Scalar = string | number | boolean;

/** A way to a value of a message. `at` is where in the mapping it is asked for. */
export interface Field {
  /** undefined: not there, or reported as a problem. */
  read(scope: Scope, at: string): Scalar | undefined;
  /** The same in every message. */
  readonly constant: Scalar | null;
  /** Every value that it can have, where these are listed. */
  readonly values: readonly (Scalar | null)[] | null;
}

/** Longer texts hold no value that a signal could be made of. */
const LONGEST = 1_000;
const PATH = /^\$/;
const TEMPLATE = /\{([a-z][a-z0-9_]*)\}/g;

const isScalar = (value: unknown): value is Scalar =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
};

const longForm = z.strictObject({
  from: scalar,
  of: z.enum(['item', 'message']).default('item'),
  match: z.string().min(1).max(200).refine(isPattern, 'write a regular expression').optional(),
  absent: z.array(scalar).default([]),
  prefix: z.string().max(100).default(''),
  words: z.record(z.string(), scalar.nullable()).optional(),
});
type LongForm = z.output<typeof longForm>;

type Read = (scope: Scope, at: string) => Scalar | undefined;

/** A JSONPath, an index, a text with `{names}`, or a constant. */
function readSource(
  from: Scalar,
  of: 'item' | 'message',
): Result<{ read: Read; constant: Scalar | null }, string> {
  if (typeof from === 'string' && PATH.test(from)) {
    const path = parseJsonPath(from);
    if (!path.ok) return failed(`write a JSONPath (RFC 9535) such as $.temperature: ${path.error}`);
    return ok({
      constant: null,
      read: (scope, at) => {
        const value = readPath(path.value, scope, of);
        if (value === undefined || (isScalar(value) && String(value).length <= LONGEST)) return value;
        scope.report('bad_value', at, typeof value === 'object' ? 'a list or map' : 'a long text');
        return undefined;
      },
    });
  }
  if (typeof from !== 'string' || from.search(TEMPLATE) === -1)
    return ok({ constant: from, read: () => from });
  return ok({
    constant: null,
    read: ({ names }) => {
      let missing = false;
      const text = from.replaceAll(TEMPLATE, (_, name: string) => {
        const value = names.get(name);
        if (value === undefined || value === '') missing = true;
        return value ?? '';
      });
      return missing ? undefined : text;
    },
  });
}

function translate(form: LongForm, value: Scalar, scope: Scope, at: string): Scalar | undefined {
  if (form.absent.some((absent) => String(absent) === String(value).trim())) return undefined;
  let found: Scalar = value;
  if (form.match !== undefined) {
    const [whole, group] = new RegExp(form.match).exec(String(value)) ?? [];
    if (whole === undefined) {
      scope.report('bad_value', at, String(value));
      return undefined;
    }
    found = group ?? whole;
  }
  if (form.words !== undefined) {
    const word = lookUp(form.words, found);
    if (word === undefined) scope.report('unknown_word', at, String(found));
    if (word === undefined || word === null) return undefined;
    found = word;
  }
  return form.prefix === '' ? found : `${form.prefix}${found}`;
}

/** The entry of a word, without regard to case and blanks at its ends; else that of `*`. */
export function lookUp<T>(words: Readonly<Record<string, T>>, value: Scalar): T | undefined {
  const text = String(value).trim();
  if (Object.hasOwn(words, text)) return words[text];
  const lower = text.toLowerCase();
  return Object.entries(words).find(([word]) => word.toLowerCase() === lower)?.[1] ?? words['*'];
}

/** Reads a field as it is written: a source, or a map with `from` and what to do with it. */
export function parseField(value: unknown): Result<Field, readonly PartProblem[]> {
  if (isScalar(value)) {
    const source = readSource(value, 'item');
    return source.ok ? ok({ ...source.value, values: null }) : wrong(source.error);
  }
  if (!isFields(value)) return wrong('write a JSONPath, a `{name}`, a constant, or a map with `from`');
  const form = readPart(longForm, value);
  if (!form.ok) return form;
  const source = readSource(form.value.from, form.value.of);
  if (!source.ok) return wrong(source.error, ['from']);
  const { words } = form.value;
  return ok({
    constant: null,
    values: words === undefined ? null : Object.values(words),
    read: (scope, at) => {
      const raw = source.value.read(scope, at);
      return raw === undefined ? undefined : translate(form.value, raw, scope, at);
    },
  });
}

/** A field in a schema. */
export const field = part(parseField);

/** A truth: true, false, 1, 0, on, off, yes, no; undefined when it is none, which is reported. */
export function readTruth(given: Field, scope: Scope, at: string): boolean | undefined {
  const value = given.read(scope, at);
  if (value === undefined) return undefined;
  const truth = lookUp<boolean | null>(TRUTHS, value);
  if (truth === null || truth === undefined) {
    scope.report('bad_value', at, String(value));
    return undefined;
  }
  return truth;
}

const TRUTHS = { true: true, 1: true, on: true, yes: true, false: false, 0: false, off: false, no: false };

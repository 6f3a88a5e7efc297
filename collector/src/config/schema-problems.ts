import { z } from 'zod';
import { suggest } from './nearest.ts';
import type { SourcePath, SourceProblem } from './source-error.ts';

/** The schema below optional, default, nullable and transforming wrappers. */
function bare(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) {
    return bare(schema.def.innerType);
  }
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodReadonly) return bare(schema.def.innerType);
  return schema instanceof z.ZodPipe ? bare(schema.def.in) : schema;
}

/** The keys that a schema knows at a path below it, empty where it is no object. */
export function knownKeys(schema: z.core.$ZodType, path: SourcePath): readonly string[] {
  const here = bare(schema);
  const [step, ...rest] = path;
  if (here instanceof z.ZodUnion) return here.def.options.flatMap((option) => knownKeys(option, path));
  if (step === undefined) return here instanceof z.ZodObject ? Object.keys(here.def.shape) : [];
  const below =
    here instanceof z.ZodObject
      ? here.def.shape[String(step)]
      : here instanceof z.ZodArray
        ? here.def.element
        : here instanceof z.ZodRecord
          ? here.def.valueType
          : undefined;
  return below === undefined ? [] : knownKeys(below, rest);
}

function valueAt(value: unknown, path: SourcePath): unknown {
  return path.reduce<unknown>((at, step) => {
    if (typeof at !== 'object' || at === null) return undefined;
    return Object.entries(at).find(([key]) => key === String(step))?.[1];
  }, value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map of keys and values',
  record: 'a map of keys and values',
  array: 'a list',
};

/** What is wrong with a value, in our words; never the value itself, which may be a secret. */
function describeIssue(issue: z.core.$ZodIssue, value: unknown): { problem: string; fix: string } {
  if (value === undefined) return { problem: 'is missing', fix: 'add it' };
  switch (issue.code) {
    case 'invalid_type': {
      const expected = EXPECTED[issue.expected] ?? issue.expected;
      return { problem: `must be ${expected}, is ${kindOf(value)}`, fix: `write ${expected}` };
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      const fix = typeof value === 'string' ? suggest(value, values) : `use one of ${values.join(', ')}`;
      return { problem: `must be one of ${values.join(', ')}`, fix };
    }
    case 'too_small':
      return {
        problem: 'is too small',
        fix: `write ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}`,
      };
    case 'too_big':
      return {
        problem: 'is too large',
        fix: `write ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}`,
      };
    case 'custom':
      return { problem: 'cannot be used', fix: issue.message };
    case 'invalid_union': {
      const kinds = issue.errors
        .flat()
        .flatMap((inner) =>
          inner.code === 'invalid_type' ? [EXPECTED[inner.expected] ?? inner.expected] : [],
        );
      const expected = kinds.length === 0 ? 'something else' : [...new Set(kinds)].join(' or ');
      return { problem: `must be ${expected}, is ${kindOf(value)}`, fix: `write ${expected}` };
    }
    default:
      return { problem: 'cannot be used', fix: issue.message };
  }
}

/** The issues of a schema as problems with their fix. `path` is where the value stands in its document. */
export function schemaProblems(
  schema: z.core.$ZodType,
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  path: SourcePath,
): readonly SourceProblem[] {
  return issues.flatMap((issue): SourceProblem[] => {
    const inner = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
    const at = [...path, ...inner];
    if (issue.code !== 'unrecognized_keys')
      return [{ path: at, ...describeIssue(issue, valueAt(value, inner)) }];
    const known = knownKeys(schema, inner);
    return issue.keys.map((key) => ({
      path: [...at, key],
      atKey: true,
      problem: 'is not a known key',
      fix: suggest(key, known),
    }));
  });
}

import { z } from 'zod';
import { suggest } from '../../config/nearest.ts';
import { schemaProblems } from '../../config/schema-problems.ts';
import type { SourceError, SourcePath, SourceProblem } from '../../config/source-error.ts';
import { parseYaml } from '../../config/yaml-source.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { field } from './field.ts';
import { isFields, part, wrong } from './schema-part.ts';
import { jsonPath, signalRule } from './signal-rule.ts';
import { subjects } from './subject.ts';
import { time } from './time.ts';
import { parseTopicPattern } from './topic-pattern.ts';
import { when } from './when.ts';

const pattern = part((value) => {
  if (typeof value !== 'string' || value === '') return wrong('write a topic such as site/{meter}/status');
  const parsed = parseTopicPattern(value);
  return parsed.ok ? ok(parsed.value) : wrong(parsed.error);
});

const entry = z
  .strictObject({
    topic: pattern.optional(),
    path: pattern.optional(),
    format: z.enum(['json', 'text', 'csv']).default('json'),
    separator: z.string().length(1).default(','),
    each: jsonPath.optional(),
    when: when.optional(),
    subject: subjects.optional(),
    time: time.optional(),
    event: field.optional(),
    ignore: z.array(jsonPath).default([]),
    signals: z.array(signalRule).max(500).default([]),
  })
  .superRefine(({ topic, path, subject, signals }, context) => {
    if ((topic === undefined) === (path === undefined))
      context.addIssue({ code: 'custom', message: 'write one of `topic` (MQTT) and `path` (HTTP)' });
    signals.forEach((signal, index) => {
      if (signal.subject === undefined && subject === undefined)
        context.addIssue({
          code: 'custom',
          path: ['signals', index],
          message: 'say whom it is about: `subject`, here or for all signals of the entry',
        });
    });
  });

const schema = z.strictObject({
  /** What it is for, in a sentence. */
  description: z.string().max(2_000).optional(),
  /** Names that the receiver must give a value (`with:`) or a wildcard (`prefix:`). */
  parameters: z.array(z.string().regex(/^[a-z][a-z0-9_]*$/, 'write a name in lower_snake_case')).default([]),
  messages: z.array(entry).min(1).max(500),
});

/** One entry of `messages`. */
export type MappingEntry = z.output<typeof entry> & {
  /** Where it stands: `messages[0]`. */
  readonly name: string;
};

/** A mapping file that was checked: how messages of one sort of sender become signals. */
export interface Mapping {
  readonly file: string;
  readonly parameters: readonly string[];
  readonly entries: readonly MappingEntry[];
}

/** Keys whose texts are patterns of their own, or prose. */
const NOT_FIELDS = new Set(['topic', 'path', 'match', 'words', 'means', 'description', 'parameters']);
const USED_NAME = /\{([a-z][a-z0-9_]*)\}/g;

/** Every `{name}` that fields use, and where. */
function usedNames(value: unknown, path: SourcePath): { name: string; path: SourcePath }[] {
  if (typeof value === 'string' && !value.startsWith('$'))
    return [...value.matchAll(USED_NAME)].flatMap(([, name]) => (name === undefined ? [] : [{ name, path }]));
  if (Array.isArray(value)) return value.flatMap((item, index) => usedNames(item, [...path, index]));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(path.at(-1) === 'when' ? usedNames(key, [...path, key]) : []),
    ...(NOT_FIELDS.has(key) ? [] : usedNames(inner, [...path, key])),
  ]);
}

function nameProblems(written: unknown, { messages, parameters }: z.output<typeof schema>): SourceProblem[] {
  const entries: unknown = isFields(written) ? written['messages'] : undefined;
  return messages.flatMap(({ topic, path }, index) => {
    const known = [...((topic ?? path)?.names ?? []), ...parameters];
    const used = usedNames(Array.isArray(entries) ? entries[index] : undefined, ['messages', index]);
    return used
      .filter(({ name }) => !known.includes(name))
      .map(({ name, path: at }) => ({
        path: at,
        problem: `there is no \`{${name}}\` in the topic, nor among \`parameters\``,
        fix: suggest(name, known),
      }));
  });
}

/** Reads a mapping file. Every error at once, with line and fix. */
export function parseMapping(file: string, text: string): Result<Mapping, readonly SourceError[]> {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const { document, locate } = yaml.value;
  const value: unknown = document.toJS() ?? {};
  const parsed = schema.safeParse(value);
  if (!parsed.success) return failed(schemaProblems(schema, parsed.error.issues, value, []).map(locate));
  const problems = nameProblems(value, parsed.data);
  if (problems.length > 0) return failed(problems.map(locate));
  const entries = parsed.data.messages.map((message, index) => ({ ...message, name: `messages[${index}]` }));
  return ok({ file, parameters: parsed.data.parameters, entries });
}

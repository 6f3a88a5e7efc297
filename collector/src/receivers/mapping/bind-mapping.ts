import { failed, ok, type Result } from '../../model/result.ts';
import type { Mapping, MappingEntry } from './mapping.ts';
import { parseTopicPattern, type TopicPattern } from './topic-pattern.ts';

/** How a receiver, or a dry run, uses a mapping. */
export interface Binding {
  readonly mapping: Mapping;
  /** What stands in front of every topic or path of the mapping: `depot/{station}/`. */
  readonly prefix: string;
  /** Values of parameters. */
  readonly with: Readonly<Record<string, string>>;
  /** What entries are called in front of their number; '' when there is only one mapping. */
  readonly label: string;
}

/** Something that a binding lacks or has too much. */
export interface BindingProblem {
  readonly problem: string;
  readonly fix: string;
}

function bound(pattern: TopicPattern, given: ReadonlyMap<string, string>): TopicPattern {
  return {
    ...pattern,
    match: (topic) => {
      const names = pattern.match(topic);
      if (names === null || given.size === 0) return names;
      return new Map([...given, ...names]);
    },
  };
}

/** The mapping under its prefix, with its parameters as if they were wildcards that always have the same value. */
export function bindMapping({
  mapping,
  prefix,
  with: values,
  label,
}: Binding): Result<Mapping, readonly BindingProblem[]> {
  const given = new Map(Object.entries(values));
  const front = parseTopicPattern(prefix === '' ? 'x' : `${prefix}x`);
  if (!front.ok || (prefix !== '' && !prefix.endsWith('/')) || prefix.includes('#')) {
    const fix = 'write whole levels and a slash at the end: depot/{station}/';
    return failed([{ problem: `the prefix \`${prefix}\` cannot be used`, fix }]);
  }
  const missing = mapping.parameters.filter((name) => !given.has(name) && !front.value.names.includes(name));
  const strange = [...given.keys()].filter((name) => !mapping.parameters.includes(name));
  const problems = [
    ...missing.map((name) => ({
      problem: `${mapping.file} needs a value of \`${name}\``,
      fix: `give one: \`with: { ${name}: … }\`, or a prefix with \`{${name}}\``,
    })),
    ...strange.map((name) => ({
      problem: `${mapping.file} has no parameter \`${name}\``,
      fix: mapping.parameters.length === 0 ? 'remove it' : `use one of ${mapping.parameters.join(', ')}`,
    })),
  ];
  if (problems.length > 0) return failed(problems);
  const entries: MappingEntry[] = [];
  for (const entry of mapping.entries) {
    const pattern = entry.topic ?? entry.path;
    if (pattern === undefined) continue;
    const whole = parseTopicPattern(`${prefix}${pattern.text}`);
    if (!whole.ok)
      return failed([{ problem: `the prefix \`${prefix}\`: ${whole.error}`, fix: 'choose other names' }]);
    const key = entry.topic === undefined ? 'path' : 'topic';
    entries.push({ ...entry, [key]: bound(whole.value, given), name: `${label}${entry.name}` });
  }
  return ok({ ...mapping, parameters: [], entries });
}

/** Several bound mappings as one: every entry of all has its say. */
export const joinMappings = (mappings: readonly Mapping[]): Mapping => ({
  file: mappings.map(({ file }) => file).join(', '),
  parameters: [],
  entries: mappings.flatMap(({ entries }) => entries),
});

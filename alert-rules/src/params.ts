import { z } from 'zod';
import { schemaProblems } from '@firstcharge/collector/config/schema-problems.ts';
import type { SourceError, SourceProblem } from '@firstcharge/collector/config/source-error.ts';
import { parseYaml } from '@firstcharge/collector/config/yaml-source.ts';
import { failed, ok, type Result } from '@firstcharge/collector/model/result.ts';

/** `section.name` → the text that replaces `${section.name}` in a rule. */
export type Params = ReadonlyMap<string, string>;

const DURATION = /^([0-9]+(ms|[smhdwy]))+$/;
const NAME = /^[a-z][a-z0-9_]*$/;
/** Sections whose values are texts: addresses and names. */
const TEXT_SECTIONS = new Set(['links', 'grafana', 'collector']);

const schema = z.record(
  z.string().regex(NAME),
  z.record(z.string().regex(NAME), z.union([z.number(), z.string().min(1)])),
);

/** What a name promises of its value; null when it is kept. */
function brokenPromise(section: string, name: string, value: number | string): SourceProblem | null {
  const wrong = (problem: string, fix: string): SourceProblem => ({ path: [section, name], problem, fix });
  if (TEXT_SECTIONS.has(section))
    return typeof value === 'string' ? null : wrong('must be text, is a number', 'put it in quotes');
  if (/_(for|window)$/.test(name))
    return typeof value === 'string' && DURATION.test(value)
      ? null
      : wrong('must be a duration, as its name ends in _for or _window', 'write one such as 15m, 1h or 7d');
  if (typeof value !== 'number')
    return wrong(
      `must be a number, is text`,
      DURATION.test(value) ? 'end its name in _for or _window, or write a number' : 'write a number',
    );
  if (name.endsWith('_ratio') && !(value >= 0 && value <= 1.2))
    return wrong('must be a share, as its name ends in _ratio', 'write 0.2 for 20 %');
  if (name.endsWith('_nats') && !(value > 0))
    return wrong('must be above 0, as its name ends in _nats', 'write 7 for 1 in 1,100');
  return null;
}

/** Reads params.yaml: two levels, numbers and durations. Every error at once, with line and fix. */
export function parseParams(file: string, text: string): Result<Params, readonly SourceError[]> {
  const yaml = parseYaml(file, text);
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS() ?? {};
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    return failed(schemaProblems(schema, parsed.error.issues, value, []).map(yaml.value.locate));
  const entries = Object.entries(parsed.data).flatMap(([section, values]) =>
    Object.entries(values).map(([name, leaf]) => ({ section, name, leaf })),
  );
  const problems = entries
    .map(({ section, name, leaf }) => brokenPromise(section, name, leaf))
    .filter((problem) => problem !== null);
  if (problems.length > 0) return failed(problems.map(yaml.value.locate));
  return ok(new Map(entries.map(({ section, name, leaf }) => [`${section}.${name}`, String(leaf)])));
}

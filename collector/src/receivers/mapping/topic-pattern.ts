import { failed, ok, type Result } from '../../model/result.ts';

/** A topic or path with wildcards, ready to be compared. */
export interface TopicPattern {
  /** As it was written. */
  readonly text: string;
  /** Names of its wildcards. */
  readonly names: readonly string[];
  /** The same as an MQTT topic filter: `+` for each name. */
  readonly filter: string;
  /** What the names stand for in a topic; null when it does not fit. */
  match(topic: string): ReadonlyMap<string, string> | null;
}

type Level = { readonly literal: string } | { readonly name: string | null } | 'rest';

const NAME = /^\{([a-z][a-z0-9_]*)\}$/;
const NONE: ReadonlyMap<string, string> = new Map();

function levelOf(text: string, last: boolean): Result<Level, string> {
  if (text === '+') return ok({ name: null });
  if (text === '#') return last ? ok('rest') : failed('write `#` as the last level alone');
  const name = NAME.exec(text)?.[1];
  if (name !== undefined) return ok({ name });
  return /[{}+#]/.test(text)
    ? failed('write `{name}`, `+` or `#` as a whole level, and names in lower_snake_case')
    : ok({ literal: text });
}

/**
 * Levels between slashes: text, `+` (any one), `{name}` (any one, remembered), at the end `#` (all the rest, none too), as
 * MQTT 5 §4.7.1. The error says what to write instead.
 */
export function parseTopicPattern(text: string): Result<TopicPattern, string> {
  const parts = text.split('/');
  const levels: Level[] = [];
  for (const [index, part] of parts.entries()) {
    const level = levelOf(part, index === parts.length - 1);
    if (!level.ok) return level;
    levels.push(level.value);
  }
  const names = levels.flatMap((level) =>
    typeof level === 'object' && 'name' in level && level.name !== null ? [level.name] : [],
  );
  if (new Set(names).size < names.length) return failed('give each wildcard a name of its own');
  const filter = levels
    .map((level) => (level === 'rest' ? '#' : 'literal' in level ? level.literal : '+'))
    .join('/');
  return ok({ text, names, filter, match: (topic) => matchLevels(levels, topic) });
}

function matchLevels(levels: readonly Level[], topic: string): ReadonlyMap<string, string> | null {
  const parts = topic.split('/');
  let names: Map<string, string> | null = null;
  for (const [index, level] of levels.entries()) {
    if (level === 'rest') return names ?? NONE;
    const part = parts[index];
    if (part === undefined) return null;
    if ('literal' in level) {
      if (level.literal !== part) return null;
    } else if (level.name !== null) (names ??= new Map()).set(level.name, part);
  }
  return parts.length === levels.length ? (names ?? NONE) : null;
}

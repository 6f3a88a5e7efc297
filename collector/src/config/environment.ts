import { Scalar, visit, type Document } from 'yaml';
import type { SourcePath, SourceProblem } from './source-error.ts';

/** Variables by name; what `process.env` is. */
export type Environment = Readonly<Record<string, string | undefined>>;

const REFERENCE = /\$\$|\$\{([^}]*)\}/g;
const NAME = /^env:([A-Za-z_][A-Za-z0-9_]*)(?::-(.*))?$/s;

/** A whole unquoted reference may stand for a number or a boolean; only where nothing of its text is lost. */
function typed(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) && String(Number(text)) === text ? Number(text) : text;
}

interface Substituted {
  readonly text: string;
  readonly problems: readonly Pick<SourceProblem, 'problem' | 'fix'>[];
}

function substitute(text: string, environment: Environment): Substituted {
  const problems: Pick<SourceProblem, 'problem' | 'fix'>[] = [];
  const replaced = text.replace(REFERENCE, (whole, reference?: string) => {
    if (whole === '$$') return '$';
    const [, name, fallback] = NAME.exec(reference ?? '') ?? [];
    if (name === undefined) {
      problems.push({
        problem: `\`${whole}\` is no reference`,
        fix: 'write ${env:NAME} or ${env:NAME:-default}, or $$ for a dollar sign',
      });
      return whole;
    }
    const value = environment[name];
    if (value !== undefined && (value !== '' || fallback === undefined)) return value;
    if (fallback !== undefined) return fallback;
    problems.push({
      problem: `the environment variable ${name} is not set`,
      fix: `set ${name}, or write \${env:${name}:-default}`,
    });
    return whole;
  });
  return { text: replaced, problems };
}

function pathOf(key: unknown, ancestors: readonly unknown[]): SourcePath {
  const path: (string | number)[] = [];
  for (const ancestor of ancestors) {
    if (typeof ancestor !== 'object' || ancestor === null || !('key' in ancestor)) continue;
    if (ancestor.key instanceof Scalar) path.push(String(ancestor.key.value));
  }
  if (typeof key === 'number') path.push(key);
  return path;
}

/**
 * Replaces `${env:NAME}` and `${env:NAME:-default}` inside the text values of a parsed document (never its keys or its
 * structure, so no variable can inject YAML) and `$$` by `$`. Returns what could not be replaced.
 */
export function substituteEnvironment(
  document: Document,
  environment: Environment,
): readonly SourceProblem[] {
  const found: SourceProblem[] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('$')) return;
      const { value: original } = node;
      const { text, problems } = substitute(original, environment);
      const whole = node.type === Scalar.PLAIN && /^\$\{[^}]*\}$/.test(original);
      node.value = whole ? typed(text) : text;
      const path = pathOf(key, ancestors);
      found.push(...problems.map((problem) => ({ path, ...problem })));
    },
  });
  return found;
}

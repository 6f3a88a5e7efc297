import type { Result } from '../model/result.ts';
import { Secret } from './secret.ts';
import type { SourcePath, SourceProblem } from './source-error.ts';

/** Reads a file named in the config; the error is why it cannot be read. */
export type ReadFile = (path: string) => Result<string, string>;

/** Keys that hold a secret, with `_file` behind: the file's text takes their place. Other `*_file` keys are paths. */
const SECRET_FILE = /^((?:.*_)?(?:password|passphrase|token|secret|api_key|credentials))_file$/;

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret);

/** Replaces every `x_file: path` of a secret by `x: <text of the file, trimmed>`, at any depth. */
export function readSecretFiles(
  value: unknown,
  path: SourcePath,
  readFile: ReadFile,
): { readonly value: unknown; readonly problems: readonly SourceProblem[] } {
  const problems: SourceProblem[] = [];
  const replaced = (at: unknown, where: SourcePath): unknown => {
    if (Array.isArray(at)) return at.map((item, index) => replaced(item, [...where, index]));
    if (!isFields(at)) return at;
    return Object.fromEntries(
      Object.entries(at).map(([key, inner]): [string, unknown] => {
        const here = [...where, key];
        const name = SECRET_FILE.exec(key)?.[1];
        if (name === undefined || typeof inner !== 'string') return [key, replaced(inner, here)];
        if (name in at)
          problems.push({ path: here, problem: `\`${name}\` is given, too`, fix: 'keep one of the two' });
        const text = readFile(inner);
        if (!text.ok)
          problems.push({
            path: here,
            problem: `${inner} cannot be read: ${text.error}`,
            fix: 'correct the path or its permissions',
          });
        return [name, new Secret(text.ok ? text.value.trim() : '')];
      }),
    );
  };
  return { value: replaced(value, path), problems };
}

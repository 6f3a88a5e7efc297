import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { suggest } from '../../config/nearest.ts';
import type { SourceError } from '../../config/source-error.ts';
import { failed, ok, type Result } from '../../model/result.ts';
import { bindMapping, joinMappings } from './bind-mapping.ts';
import { parseMapping, type Mapping } from './mapping.ts';
import { part, readPart } from './schema-part.ts';

/** Mappings that ship with the collector: a folder each. */
const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'catalogue', 'mappings');

const longForm = z.strictObject({
  /** A shipped one by its name, or a file (`.yaml`, `.yml`) beside the config. */
  mapping: z.string().min(1),
  prefix: z.string().max(500).default(''),
  with: z.record(z.string(), z.union([z.string(), z.number()]).transform(String)).default({}),
});

/** A mapping as a receiver's config names it: a name or file, or a map with `prefix` and `with`. */
export const mappingReference = part((value) =>
  readPart(longForm, typeof value === 'string' ? { mapping: value } : value),
);
export type MappingReference = z.output<typeof mappingReference>;

/** Reads a file that a config or a command names; the error is why it cannot be read. */
type ReadFile = (path: string) => Result<string, string>;

const isFile = (name: string): boolean => /\.ya?ml$/i.test(name);

function shippedNames(): string[] {
  try {
    return readdirSync(SHIPPED, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
  } catch {
    return [];
  }
}

/** Reads one mapping. `readFile` looks for files beside whatever named them; `asked` is who did, for messages. */
export function loadMapping(
  name: string,
  readFile: ReadFile,
  asked: string,
): Result<Mapping, readonly SourceError[]> {
  const wrong = (problem: string, fix: string): Result<never, readonly SourceError[]> =>
    failed([{ file: asked, line: 1, column: 1, path: '', problem, fix }]);
  if (!isFile(name)) {
    const names = shippedNames();
    if (!names.includes(name))
      return wrong(
        `there is no mapping \`${name}\``,
        `${suggest(name, names)}; or name a file that ends in .yaml`,
      );
  }
  const path = isFile(name) ? name : join(SHIPPED, name, 'mapping.yaml');
  const text = readFile(path);
  return text.ok
    ? parseMapping(isFile(name) ? name : `${name}/mapping.yaml`, text.value)
    : wrong(`the mapping ${path} cannot be read: ${text.error}`, 'correct its name');
}

/** Reads and joins the mappings of a receiver. Every error of all of them at once. */
export function loadMappings(
  references: readonly MappingReference[],
  readFile: ReadFile,
  asked: string,
): Result<Mapping, readonly SourceError[]> {
  const errors: SourceError[] = [];
  const mappings: Mapping[] = [];
  for (const { mapping: name, prefix, with: values } of references) {
    const loaded = loadMapping(name, readFile, asked);
    if (!loaded.ok) {
      errors.push(...loaded.error);
      continue;
    }
    const label = references.length === 1 ? '' : `${basename(name)}: `;
    const bound = bindMapping({ mapping: loaded.value, prefix, with: values, label });
    if (bound.ok) mappings.push(bound.value);
    else
      errors.push(
        ...bound.error.map((problem) => ({ file: asked, line: 1, column: 1, path: '', ...problem })),
      );
  }
  return errors.length > 0 ? failed(errors) : ok(joinMappings(mappings));
}

import { z } from 'zod';
import type { Component, ComponentKind, ComponentRegistry } from './config.ts';
import { suggest } from './nearest.ts';
import { schemaProblems } from './schema-problems.ts';
import { readSecretFiles, type ReadFile } from './secret-files.ts';
import type { SourceProblem } from './source-error.ts';

const ID = /^([a-z][a-z0-9_]*)(?:\/[A-Za-z0-9][A-Za-z0-9_.-]*)?$/;

/** The components of one kind, and what is wrong with them. */
export interface ReadComponents {
  readonly components: ReadonlyMap<string, Component>;
  readonly problems: readonly SourceProblem[];
}

/** Checks every component of a kind against the schema of its type. */
export function readComponents(
  kind: ComponentKind,
  written: Readonly<Record<string, unknown>>,
  registry: ComponentRegistry,
  readFile: ReadFile,
): ReadComponents {
  const components = new Map<string, Component>();
  const problems: SourceProblem[] = [];
  for (const [id, given] of Object.entries(written)) {
    const path = [kind, id];
    const type = ID.exec(id)?.[1];
    const schema = type === undefined ? undefined : registry[kind].get(type);
    if (type === undefined) {
      problems.push({
        path,
        atKey: true,
        problem: 'is no component id',
        fix: 'write `type` or `type/name`, the type in lower_snake_case',
      });
    } else if (schema === undefined) {
      const fix = suggest(type, [...registry[kind].keys()]);
      problems.push({
        path,
        atKey: true,
        problem: `there is no ${kind.slice(0, -1)} of type \`${type}\``,
        fix,
      });
    } else {
      const secrets = readSecretFiles(given ?? {}, path, readFile);
      const parsed = z.safeParse(schema, secrets.value);
      problems.push(...secrets.problems);
      if (parsed.success) components.set(id, { id, type, written: secrets.value, config: parsed.data });
      else problems.push(...schemaProblems(schema, parsed.error.issues, secrets.value, path));
    }
  }
  return { components, problems };
}

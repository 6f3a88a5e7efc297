import { COMPONENT_KINDS, type ComponentKind } from './config.ts';
import type { CoreConfig } from './core-config.ts';
import { suggest } from './nearest.ts';
import type { SourcePath, SourceProblem } from './source-error.ts';

/** Ids that were written, well or badly, by kind. */
export type DefinedIds = Readonly<Record<ComponentKind, readonly string[]>>;

interface Reference {
  readonly kind: ComponentKind;
  readonly id: string;
  readonly path: SourcePath;
}

function referencesOf(service: CoreConfig['service']): readonly Reference[] {
  const extensions = service.extensions.map((id, index): Reference => ({
    kind: 'extensions',
    id,
    path: ['service', 'extensions', index],
  }));
  const joined = Object.entries(service.pipelines).flatMap(([name, pipeline]) =>
    (['receivers', 'processors', 'exporters'] as const).flatMap((kind) =>
      pipeline[kind].map((id, index): Reference => ({
        kind,
        id,
        path: ['service', 'pipelines', name, kind, index],
      })),
    ),
  );
  return [...extensions, ...joined];
}

/** Pipelines that name what is not defined, or have no beginning or end. */
export function referenceProblems(
  service: CoreConfig['service'],
  defined: DefinedIds,
): readonly SourceProblem[] {
  const dangling = referencesOf(service)
    .filter(({ kind, id }) => !defined[kind].includes(id))
    .map(({ kind, id, path }) => {
      const near =
        defined[kind].length === 0 ? `define \`${id}\` under \`${kind}\`` : suggest(id, defined[kind]);
      return { path, problem: `\`${id}\` is not defined under \`${kind}\``, fix: near };
    });
  const names = Object.entries(service.pipelines);
  const open = names.flatMap(([name, pipeline]) =>
    (['receivers', 'exporters'] as const)
      .filter((kind) => pipeline[kind].length === 0)
      .map((kind) => ({
        path: ['service', 'pipelines', name],
        problem: `has no ${kind}`,
        fix: `name at least one under \`${kind}\``,
      })),
  );
  const none = {
    path: ['service', 'pipelines'],
    problem: 'there is no pipeline',
    fix: 'add one with receivers and exporters',
  };
  return [...dangling, ...open, ...(names.length === 0 ? [none] : [])];
}

/** Components that no pipeline uses. */
export function unusedComponents(
  service: CoreConfig['service'],
  defined: DefinedIds,
): readonly SourceProblem[] {
  const used = referencesOf(service);
  return COMPONENT_KINDS.flatMap((kind) =>
    defined[kind]
      .filter((id) => !used.some((reference) => reference.kind === kind && reference.id === id))
      .map((id) => ({
        path: [kind, id],
        atKey: true,
        problem: 'is defined and not used',
        fix:
          kind === 'extensions'
            ? 'name it under `service.extensions` or remove it'
            : 'name it in a pipeline or remove it',
      })),
  );
}

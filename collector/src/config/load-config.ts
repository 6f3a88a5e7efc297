import { failed, ok, type Result } from '../model/result.ts';
import { readComponents } from './components.ts';
import type { ComponentRegistry, Config } from './config.ts';
import { coreConfig } from './core-config.ts';
import { substituteEnvironment, type Environment } from './environment.ts';
import { referenceProblems, unusedComponents } from './references.ts';
import { schemaProblems } from './schema-problems.ts';
import type { ReadFile } from './secret-files.ts';
import type { SourceError, SourceProblem } from './source-error.ts';
import { parseYaml } from './yaml-source.ts';

/** What a config is read with. */
export interface ConfigSource {
  /** Name of the file, for messages. */
  readonly file: string;
  readonly text: string;
  readonly registry: ComponentRegistry;
  readonly environment: Environment;
  readonly readFile: ReadFile;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};

/** By line; of several problems with one place the first found, from which the others follow, is enough. */
function inOrder(errors: readonly SourceError[]): readonly SourceError[] {
  const first = new Map<string, SourceError>();
  for (const error of errors) {
    const place = `${error.line}:${error.column}:${error.path}`;
    if (!first.has(place)) first.set(place, error);
  }
  return [...first.values()].sort((one, other) => one.line - other.line || one.column - other.column);
}

/** Reads and checks a configuration. On failure every error at once, in the order of their lines. */
export function loadConfig(source: ConfigSource): Result<Config, readonly SourceError[]> {
  const yaml = parseYaml(source.file, source.text);
  if (!yaml.ok) return yaml;
  const { document, locate } = yaml.value;
  const problems: SourceProblem[] = [...substituteEnvironment(document, source.environment)];
  const written: unknown = document.toJS() ?? {};
  const fields = fieldsOf(written);
  const read = (kind: 'receivers' | 'processors' | 'exporters' | 'extensions'): Config['receivers'] => {
    const found = readComponents(kind, fieldsOf(fields[kind]), source.registry, source.readFile);
    problems.push(...found.problems);
    return found.components;
  };
  const components = {
    receivers: read('receivers'),
    processors: read('processors'),
    exporters: read('exporters'),
    extensions: read('extensions'),
  };
  const core = coreConfig.safeParse(written);
  if (!core.success) problems.push(...schemaProblems(coreConfig, core.error.issues, written, []));
  const defined = {
    receivers: Object.keys(fieldsOf(fields['receivers'])),
    processors: Object.keys(fieldsOf(fields['processors'])),
    exporters: Object.keys(fieldsOf(fields['exporters'])),
    extensions: Object.keys(fieldsOf(fields['extensions'])),
  };
  // Pipelines are checked even when something else is wrong, so that one look shows all there is to mend.
  const service = coreConfig.shape.service.safeParse(fields['service']);
  if (service.success) problems.push(...referenceProblems(service.data, defined));
  if (!core.success || problems.length > 0) {
    return failed(inOrder(problems.map(locate)));
  }
  const { inventory, identity, storage, catalogue, limits } = core.data;
  const warnings = unusedComponents(core.data.service, defined).map(locate);
  return ok({
    ...components,
    service: core.data.service,
    inventory,
    identity,
    storage,
    catalogue,
    limits,
    warnings,
  });
}

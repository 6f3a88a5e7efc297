import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { coreConfig } from '../../config/core-config.ts';
import { substituteEnvironment, type Environment } from '../../config/environment.ts';
import { schemaProblems } from '../../config/schema-problems.ts';
import { formatSourceError, type SourceError } from '../../config/source-error.ts';
import { parseYaml } from '../../config/yaml-source.ts';
import { EMPTY_INVENTORY, type Inventory } from '../../inventory/inventory.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { PROCESSORS_DEFAULTS, processorsConfig, type ProcessorsConfig } from '../../processors/config.ts';

/** What a report is made with. */
export interface ReportSettings {
  readonly inventory: Inventory;
  readonly processors: ProcessorsConfig;
  /** Key of the identity hash. Without a configured one a random key: a report shows no identity, it only compares them. */
  readonly identityKey: Buffer;
}

/** The sections that a report looks at: what receivers and exporters are given is not its business. */
const SECTIONS = ['processors', 'inventory', 'identity'] as const;

const EMPTY = z.record(z.string(), z.unknown());
/** A processor that is named without settings is `null`: its defaults. */
const processors = z.preprocess(
  (written) =>
    Object.fromEntries(
      Object.entries(EMPTY.catch({}).parse(written)).filter(
        ([name, value]) => value !== null && name in processorsConfig.shape,
      ),
    ),
  processorsConfig,
);
const reportConfig = z.object({
  processors: processors.prefault({}),
  inventory: coreConfig.shape.inventory,
  identity: coreConfig.shape.identity,
});
type ReportConfig = z.output<typeof reportConfig>;

const readText = (path: string): Result<string> => {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    return failed(
      permanent(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`),
    );
  }
};

/** More than these are the same mistake made again and again; `validate` shows all. */
const MOST_ERRORS = 20;

const allErrors = (errors: readonly SourceError[]): Result<never> => {
  const rest = errors.length - MOST_ERRORS;
  const lines = errors.slice(0, MOST_ERRORS).map(formatSourceError);
  return failed(permanent([...lines, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n')));
};

const readConfig = (file: string | undefined, environment: Environment): Result<ReportConfig> => {
  if (file === undefined) return ok(reportConfig.parse({ processors: {}, inventory: {}, identity: {} }));
  const text = readText(file);
  if (!text.ok) return text;
  const yaml = parseYaml(file, text.value);
  if (!yaml.ok) return allErrors(yaml.error);
  const unset = substituteEnvironment(yaml.value.document, environment).filter(({ path }) =>
    SECTIONS.some((section) => path[0] === section),
  );
  const written: unknown = yaml.value.document.toJS() ?? {};
  const parsed = reportConfig.safeParse(written);
  const problems = [
    ...unset,
    ...(parsed.success ? [] : schemaProblems(reportConfig, parsed.error.issues, written, [])),
  ];
  return parsed.success && problems.length === 0
    ? ok(parsed.data)
    : allErrors(problems.map(yaml.value.locate));
};

const readInventoryFile = (file: string | undefined, defaultSite: string): Result<Inventory> => {
  if (file === undefined) return ok({ ...EMPTY_INVENTORY, defaultSite });
  const text = readText(file);
  if (!text.ok) return text;
  const inventory = loadInventory({ file, text: text.value, defaultSite });
  return inventory.ok ? inventory : allErrors(inventory.error);
};

const readKey = (file: string | undefined): Result<Buffer> => {
  if (file === undefined) return ok(randomBytes(32));
  const text = readText(file);
  return text.ok ? ok(Buffer.from(text.value.trim())) : text;
};

/** Reads the config and the inventory; the error holds every problem, one a line. `--inventory` goes before the config's. */
export const readReportSettings = (
  files: { readonly config?: string; readonly inventory?: string },
  environment: Environment,
): Result<ReportSettings> => {
  const config = readConfig(files.config, environment);
  if (!config.ok) return config;
  const { inventory: written, identity } = config.value;
  const inventory = readInventoryFile(files.inventory ?? written.file, written.default_site);
  if (!inventory.ok) return inventory;
  const key = readKey(identity.key_file);
  if (!key.ok) return key;
  return ok({ inventory: inventory.value, processors: config.value.processors, identityKey: key.value });
};

/** Without config and inventory. */
export const DEFAULT_REPORT_SETTINGS = (): ReportSettings => ({
  inventory: EMPTY_INVENTORY,
  processors: PROCESSORS_DEFAULTS,
  identityKey: randomBytes(32),
});

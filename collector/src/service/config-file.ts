import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { ComponentRegistry, Config } from '../config/config.ts';
import { DEFAULT_CONFIG } from '../config/defaults.ts';
import type { Environment } from '../config/environment.ts';
import { loadConfig } from '../config/load-config.ts';
import type { SourceError } from '../config/source-error.ts';
import type { FieldInventory } from '../inventory/field-inventory.ts';
import { loadInventory } from '../inventory/load-inventory.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { readCatalogue, type Catalogue } from '../processors/catalogue.ts';
import { readReceiverMappings, type ReceiverMappings } from './receiver-mappings.ts';

/** A config with the inventory, the catalogue and the mappings that it names. */
export interface ConfigFile {
  readonly config: Config;
  readonly inventory: FieldInventory;
  /** The inventory's file, null when the config names none, and its text. */
  readonly inventoryPath: string | null;
  readonly inventoryText: string;
  /** The file of uptime programmes, null when the config names none. */
  readonly programmesPath: string | null;
  readonly catalogue: Catalogue;
  readonly mappings: ReceiverMappings;
}

function read(path: string): Result<string, string> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

const unreadable = (file: string, reason: string, fix: string): readonly SourceError[] => [
  { file, line: 1, column: 1, path: '', problem: `cannot be read: ${reason}`, fix },
];

/**
 * Reads and checks a config (the built-in one when `path` is null), its inventory, its catalogue and its mappings. Files that the config names are looked
 * for beside it. On failure every error of all.
 */
export function readConfigFile(
  path: string | null,
  registry: ComponentRegistry,
  environment: Environment,
): Result<ConfigFile, readonly SourceError[]> {
  const file = path ?? 'built-in config';
  const beside = (name: string): string => (path === null ? resolve(name) : resolve(dirname(path), name));
  const text = path === null ? ok(DEFAULT_CONFIG) : read(path);
  if (!text.ok) return failed(unreadable(file, text.error, 'name another file with --config'));
  const readFile = (name: string): Result<string, string> => read(beside(name));
  const loaded = loadConfig({ file, text: text.value, registry, environment, readFile });
  if (!loaded.ok) return loaded;
  const config = loaded.value;
  const inventoryPath = config.inventory.file === undefined ? null : beside(config.inventory.file);
  const inventoryText = inventoryPath === null ? ok('') : read(inventoryPath);
  if (!inventoryText.ok) {
    return failed(
      unreadable(inventoryPath ?? '', inventoryText.error, `correct \`inventory.file\` in ${file}`),
    );
  }
  const inventory = loadInventory({
    file: inventoryPath ?? 'inventory',
    text: inventoryText.value,
    defaultSite: config.inventory.default_site,
  });
  const files = Object.entries(config.catalogue).map(([kind, name]) => [kind, name && beside(name)]);
  const catalogue = readCatalogue(Object.fromEntries(files), read);
  const mappings = readReceiverMappings(config, file, readFile);
  if (!inventory.ok || !catalogue.ok || !mappings.ok) {
    return failed([inventory, catalogue, mappings].flatMap((one) => (one.ok ? [] : one.error)));
  }
  return ok({
    config,
    inventory: inventory.value,
    inventoryPath,
    inventoryText: inventoryText.value,
    programmesPath:
      config.catalogue.uptime_programmes === undefined ? null : beside(config.catalogue.uptime_programmes),
    catalogue: catalogue.value,
    mappings: mappings.value,
  });
}

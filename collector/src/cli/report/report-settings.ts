import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Environment } from '../../config/environment.ts';
import { formatSourceError, type SourceError } from '../../config/source-error.ts';
import { EMPTY_INVENTORY, type Inventory } from '../../inventory/inventory.ts';
import { loadInventory } from '../../inventory/load-inventory.ts';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { shippedCatalogue, type Catalogue } from '../../processors/catalogue.ts';
import { PROCESSORS_DEFAULTS, type ProcessorsConfig } from '../../processors/config.ts';
import type { IdentityKeys } from '../../ocpp/identity-hash.ts';
import { registry } from '../../service/components.ts';
import { readIdentityKeys } from '../../service/stream/identity-key.ts';
import { processorsOf } from '../../service/stream/processors-of.ts';
import { readConfigFile } from '../../service/config-file.ts';

/** What a report is made with. */
export interface ReportSettings {
  readonly inventory: Inventory;
  readonly processors: ProcessorsConfig;
  readonly catalogue: Catalogue;
  /** Keys of the identity hash. Without a configured one a random key: a report shows no identity, it only compares them. */
  readonly identityKeys: IdentityKeys;
}

/** More than these are the same mistake made again and again; `validate` shows all. */
const MOST_ERRORS = 20;

const allErrors = (errors: readonly SourceError[]): Result<never> => {
  const rest = errors.length - MOST_ERRORS;
  const lines = errors.slice(0, MOST_ERRORS).map(formatSourceError);
  return failed(permanent([...lines, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n')));
};

function readInventoryFile(file: string, defaultSite: string): Result<Inventory> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return failed(
      permanent(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`),
    );
  }
  const inventory = loadInventory({ file, text, defaultSite });
  return inventory.ok ? inventory : allErrors(inventory.error);
}

/** Reads the config and the inventory; the error holds every problem, one a line. `--inventory` goes before the config's. */
export function readReportSettings(
  files: { readonly config?: string; readonly inventory?: string },
  environment: Environment,
): Result<ReportSettings> {
  const settings = files.config === undefined ? ok(bare()) : fromConfig(files.config, environment);
  if (!settings.ok || files.inventory === undefined) return settings;
  const inventory = readInventoryFile(files.inventory, settings.value.inventory.defaultSite);
  return inventory.ok ? ok({ ...settings.value, inventory: inventory.value }) : inventory;
}

const bare = (): ReportSettings => ({
  inventory: EMPTY_INVENTORY,
  processors: PROCESSORS_DEFAULTS,
  catalogue: shippedCatalogue(),
  identityKeys: [randomBytes(32)],
});

function fromConfig(path: string, environment: Environment): Result<ReportSettings> {
  const file = readConfigFile(path, registry, environment);
  if (!file.ok) return allErrors(file.error);
  const { config, inventory, catalogue } = file.value;
  const { key_file } = config.identity;
  const key = key_file === undefined ? ok([randomBytes(32)] as const) : readIdentityKeys(key_file);
  return key.ok
    ? ok({ inventory, processors: processorsOf(config), catalogue, identityKeys: key.value })
    : key;
}

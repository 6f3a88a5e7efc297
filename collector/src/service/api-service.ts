import { join } from 'node:path';
import { Api } from '../api/api.ts';
import { apiConfig } from '../api/config.ts';
import type { Component, Config } from '../config/config.ts';
import { formatSourceError } from '../config/source-error.ts';
import { InventoryWatcher } from '../inventory/inventory-watcher.ts';
import { failed, ok, permanent, type Result } from '../model/result.ts';
import { faultNames } from '../processors/fault-catalogue.ts';
import type { ConfigFile } from './config-file.ts';
import type { ServiceLog } from './service-log.ts';

/** The API of a config; null when `service.extensions` names none. */
export const apiOf = ({ service, extensions }: Config): Component | null =>
  [...extensions.values()].find(({ id, type }) => type === 'api' && service.extensions.includes(id)) ?? null;

/** Starts the API of a config over its ledger; gives what stops it. */
export const startApi = async (
  { config, inventory, inventoryPath, inventoryText, programmesPath, catalogue }: ConfigFile,
  version: string,
  log: ServiceLog,
): Promise<Result<() => Promise<void>>> => {
  const component = apiOf(config);
  if (component === null)
    return failed(permanent('`service.extensions` names no `api`: there is none to run'));
  const started = await Api.start({
    config: apiConfig.parse(component.written ?? {}),
    ledger: join(config.storage.directory, 'ledger.sqlite'),
    programmes: programmesPath,
    faultNames: faultNames(catalogue.faults),
    ...{ inventory, version, log },
  });
  if (!started.ok) return started;
  const api = started.value;
  log.info('listening', { url: api.url });
  const watcher =
    inventoryPath === null
      ? null
      : new InventoryWatcher({
          ...{ path: inventoryPath, text: inventoryText, debounceMs: 250 },
          defaultSite: config.inventory.default_site,
          onInventory: (changed) => api.useInventory(changed),
          onErrors: (errors) =>
            log.warn(`the inventory is kept as it was: ${errors.map(formatSourceError).join('; ')}`),
        });
  return ok(async () => {
    watcher?.close();
    await api.stop();
  });
};

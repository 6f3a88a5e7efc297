import type { Config } from '../../config/config.ts';
import { processorsConfig, type ProcessorsConfig } from '../../processors/config.ts';

const KEYS: ReadonlyMap<string, string> = new Map([
  ['charge_flow', 'charge_flow'],
  ['availability', 'contact'],
  ['visits', 'visits'],
  ['capability', 'capability'],
]);

/** The processors' settings of a config; one that is not written has its defaults. */
export function processorsOf(config: Config): ProcessorsConfig {
  const settings: Record<string, unknown> = {};
  for (const { type, written: given } of config.processors.values()) {
    const key = KEYS.get(type);
    if (key !== undefined) settings[key] = given ?? {};
  }
  return processorsConfig.parse(settings);
}

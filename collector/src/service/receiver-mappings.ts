import type { Config } from '../config/config.ts';
import { formatSourceError, type SourceError } from '../config/source-error.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { httpJsonConfig } from '../receivers/http_json/config.ts';
import type { Mapping } from '../receivers/mapping/mapping.ts';
import { loadMappings, type MappingReference } from '../receivers/mapping/mapping-reference.ts';
import { mqttConfig } from '../receivers/mqtt/config.ts';

/** Mappings by the id of the receiver that uses them. */
export type ReceiverMappings = ReadonlyMap<string, Mapping>;

function referencesOf(type: string, written: unknown): readonly MappingReference[] | null {
  if (type === 'mqtt') return mqttConfig.parse(written ?? {}).mappings;
  return type === 'http_json' ? httpJsonConfig.parse(written ?? {}).mappings : null;
}

/** A receiver none of whose messages its mappings could have. */
function uselessMapping(type: string, { entries }: Mapping, file: string): readonly SourceError[] {
  const key = type === 'mqtt' ? 'topic' : 'path';
  if (entries.some((entry) => entry[key] !== undefined)) return [];
  const problem = `no entry of these has a \`${key}\``;
  const fix = `name mappings for ${type === 'mqtt' ? 'MQTT' : 'HTTP'}`;
  return [{ file, line: 1, column: 1, path: '', problem, fix }];
}

/** Reads what the receivers of a config map by. Every error of all at once, in the mapping's own file and line. */
export function readReceiverMappings(
  config: Config,
  file: string,
  readFile: (path: string) => Result<string, string>,
): Result<ReceiverMappings, readonly SourceError[]> {
  const mappings = new Map<string, Mapping>();
  const errors: SourceError[] = [];
  for (const { id, type, written } of config.receivers.values()) {
    const references = referencesOf(type, written);
    if (references === null) continue;
    const loaded = loadMappings(references, readFile, file);
    if (loaded.ok) mappings.set(id, loaded.value);
    const found = loaded.ok ? uselessMapping(type, loaded.value, file) : loaded.error;
    const path = `receivers.${id}.mappings`;
    errors.push(...found.map((error) => (error.path === '' ? { ...error, path } : error)));
  }
  // Receivers that share a mapping share its errors.
  const different = new Map(errors.map((error) => [formatSourceError(error), error]));
  return errors.length > 0 ? failed([...different.values()]) : ok(mappings);
}

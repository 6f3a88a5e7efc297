import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadInventory } from '@firstcharge/collector/inventory/load-inventory.ts';
import { inventoryYaml } from '@firstcharge/simulator/cli/inventory.ts';
import { logToFiles } from '@firstcharge/simulator/cli/log.ts';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import { trackWave } from '../detect/history/wave-history.ts';
import { recordLevels } from '../detect/rules/record.ts';
import type { RecordingRule } from '../detect/rules/rule-files.ts';

/** What is kept of a simulated fleet; times in seconds. */
export interface FleetSettings {
  /** Empty, or not there yet. */
  readonly folder: string;
  readonly metrics: ReadonlySet<string>;
  /** Recording rules in levels, each of which reads only earlier ones. */
  readonly levels: readonly (readonly RecordingRule[])[];
  /** Rules are evaluated as often as this, or as their group says when that is less often. */
  readonly step: number;
  /** The time of the sample after this one, ms. */
  readonly next: (at: number) => number;
}

/** Blocks of a simulated fleet: what a Prometheus would hold that has scraped its collector and run the rules. */
export interface RecordedFleet {
  /** Folder of the blocks. */
  readonly data: string;
  /** Seconds since the epoch. */
  readonly start: number;
  readonly end: number;
}

/** Simulates a fleet, takes it through the collector, and records the rules over it. Throws where one of them fails. */
export async function recordFleet(scenario: Scenario, settings: FleetSettings): Promise<RecordedFleet> {
  const { folder, metrics, levels, step, next } = settings;
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'log.jsonl');
  const progress = { show: () => undefined, end: () => undefined };
  const out = { out: log, truth: join(folder, 'truth.jsonl'), stateOut: undefined };
  await logToFiles({ scenario, stations: Infinity, progress, stopped: () => false }, out);
  const text = inventoryYaml(scenario);
  writeFileSync(join(folder, 'inventory.yaml'), text);
  const inventory = loadInventory({ file: 'inventory.yaml', text, defaultSite: 'default' });
  if (!inventory.ok) throw new Error(inventory.error.map(({ problem }) => problem).join('\n'));
  const data = join(folder, 'data');
  const { start } = scenario;
  const end = start + scenario.days * 86_400_000;
  await trackWave({ folder, data, log, inventory: inventory.value, start, end, next, metrics });
  rmSync(log);
  const range = { start: start / 1000, end: end / 1000 };
  await recordLevels(levels, { folder, data, step, ...range }, () => undefined);
  return { data, ...range };
}

import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import { codeVersion, historyKey } from '../../deploy/demo/src/history/key.ts';
import { METRIC_NAMES } from '../recorded-fleet/metric-names.ts';
import { recordFleet } from '../recorded-fleet/recorded-fleet.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ROOT = join(import.meta.dirname, '..', '..');
const SCENARIO = join(import.meta.dirname, 'scenario.yaml');
const SOURCES = ['collector/src', 'simulator/src', 'deploy/demo/src/history', 'measure/recorded-fleet'];
/** Histories stay here from run to run; `make clean` removes them. */
const KEPT = join(ROOT, '.tools', 'app-world');

/** Days before the end that are sampled closely: the ones that are looked at by the hour. */
const CLOSE_DAYS = 9;
const CLOSE_MS = HOUR_MS / 4;

/** Ledger, inventory and Prometheus blocks of one history, in a folder of its own that may be written. */
export interface WorldHistory {
  readonly folder: string;
  readonly data: string;
  /** ms since the epoch. */
  readonly end: number;
}

export const worldScenario = (): Scenario => {
  const loaded = loadScenario(readFileSync(SCENARIO, 'utf8'), SCENARIO);
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
  return loaded.scenario;
};

/** Copies the history of the scenario to `folder`; made anew where scenario or code have changed. */
export async function worldHistory(folder: string): Promise<WorldHistory> {
  const scenario = worldScenario();
  const end = scenario.start + scenario.days * DAY_MS;
  const key = historyKey({
    scenario: [SCENARIO, import.meta.filename].map((file) => readFileSync(file, 'utf8')).join('\n'),
    identityKey: '',
    code: codeVersion(SOURCES.map((source) => join(ROOT, source))),
    start: scenario.start,
    stations: null,
  });
  const kept = join(KEPT, key);
  if (!existsSync(kept)) await record(scenario, end, kept);
  cpSync(kept, folder, { recursive: true });
  return { folder, data: join(folder, 'data'), end };
}

async function record(scenario: Scenario, end: number, kept: string): Promise<void> {
  rmSync(KEPT, { recursive: true, force: true });
  mkdirSync(KEPT, { recursive: true });
  const unfinished = `${kept}.unfinished`;
  const closeFrom = end - CLOSE_DAYS * DAY_MS;
  const step = (at: number): number => (at < closeFrom ? HOUR_MS : CLOSE_MS);
  await recordFleet(scenario, {
    folder: unfinished,
    metrics: METRIC_NAMES,
    levels: [],
    step: HOUR_MS / 1000,
    next: (at) => (Math.floor(at / step(at)) + 1) * step(at),
  });
  renameSync(unfinished, kept);
}

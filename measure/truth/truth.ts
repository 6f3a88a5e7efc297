import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadInventory } from '@firstcharge/collector/inventory/load-inventory.ts';
import type { Kpi } from '@firstcharge/collector/model/kpi.ts';
import { inventoryYaml } from '@firstcharge/simulator/cli/inventory.ts';
import { logToFiles } from '@firstcharge/simulator/cli/log.ts';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import { matchFlows, type Match } from './matching.ts';
import { kpisOf, trackLog } from './tracked.ts';
import { readTruth, type TrueKpi } from './truth-file.ts';

/** A scenario to be simulated and tracked. */
export interface TruthRun {
  readonly scenario: string;
  readonly seed?: number;
  readonly days?: number;
  /** Keeps `log.jsonl`, `truth.jsonl` and `inventory.yaml` in this folder, for a closer look. */
  readonly keep?: string;
}

/** What happened in one run, and what the trackers made of it. */
export interface TruthResult {
  readonly seed: number;
  /** Flows that anybody could have seen end. */
  readonly matches: readonly Match[];
  readonly kpis: ReadonlyMap<string, { readonly real: TrueKpi; readonly told: Kpi }>;
}

/** Simulates a scenario, tracks its log, and compares with what really happened. Throws on a scenario that is wrong. */
export async function measureTruth(run: TruthRun): Promise<TruthResult> {
  if (run.keep !== undefined) {
    mkdirSync(run.keep, { recursive: true });
    return measureIn(run.keep, run);
  }
  const folder = mkdtempSync(join(tmpdir(), 'firstcharge-truth-'));
  try {
    return await measureIn(folder, run);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureIn(folder: string, run: TruthRun): Promise<TruthResult> {
  const loaded = loadScenario(readFileSync(run.scenario, 'utf8'), run.scenario);
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
  const scenario = {
    ...loaded.scenario,
    seed: run.seed ?? loaded.scenario.seed,
    days: run.days ?? loaded.scenario.days,
  };
  const files = { out: join(folder, 'log.jsonl'), truth: join(folder, 'truth.jsonl'), stateOut: undefined };
  const quiet = { show: () => undefined, end: () => undefined };
  await logToFiles({ scenario, stations: Infinity, progress: quiet, stopped: () => false }, files);
  const inventory = loadInventory({
    file: 'inventory.yaml',
    text: inventoryYaml(scenario),
    defaultSite: 'default',
  });
  if (!inventory.ok) throw new Error(inventory.error.map((error) => error.problem).join('\n'));
  const tracked = await trackLog(files.out, inventory.value);
  const truth = readTruth(files.truth);
  const matches = matchFlows(truth.flows, tracked.flows).filter(
    (match) => !match.truth?.open && !match.truth?.unobserved,
  );
  const told = kpisOf(tracked);
  const kpis = new Map(
    [...truth.kpis].flatMap(([name, real]) => {
      const mine = told.get(name);
      return mine ? [[name, { real, told: mine }] as const] : [];
    }),
  );
  return { seed: scenario.seed, matches, kpis };
}

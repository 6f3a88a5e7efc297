import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadInventory } from '@firstcharge/collector/inventory/load-inventory.ts';
import { inventoryYaml } from '@firstcharge/simulator/cli/inventory.ts';
import { logToFiles } from '@firstcharge/simulator/cli/log.ts';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import { figure, type Figure } from '../figures/figures.ts';
import { shareRight } from './comparison.ts';
import { matchFlows, type Match } from './matching.ts';
import { kpisOf, trackLog } from './tracked.ts';
import { readTruth } from './truth-file.ts';

/** A scenario to be simulated and tracked. */
export interface TruthRun {
  readonly scenario: string;
  readonly seed?: number;
  readonly days?: number;
}

/** How right the trackers were. */
export interface TruthResult {
  /** Flows that anybody could have seen end. */
  readonly matches: readonly Match[];
  readonly figures: readonly Figure[];
}

/** A flow's outcome was told right. */
export const sameOutcome = ({ truth, tracked }: Match): boolean => truth?.outcome === tracked?.outcome;

/** Simulates a scenario, tracks its log, and compares with what really happened. Files are gone afterwards. */
export async function measureTruth(run: TruthRun): Promise<TruthResult> {
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
  const kpis = kpisOf(tracked);
  const apart = [...truth.kpis].flatMap(([name, real]) => {
    const measured = kpis.get(name);
    if (!measured || real.ratio === null || measured.ratio === null) return [];
    return [
      figure(
        `T2.${name}`,
        `${name}, apart from the truth`,
        100 * Math.abs(measured.ratio - real.ratio),
        'points',
        '<= 0.5',
      ),
    ];
  });
  return {
    matches,
    figures: [
      figure('T0', 'true flows that ended', matches.filter((match) => match.truth).length, 'flows', ''),
      figure('T1', 'outcome right', shareRight(matches, sameOutcome), 'ratio', '>= 0.99'),
      ...apart,
      figure(
        'T3',
        'failed stage right',
        shareRight(
          matches,
          (match) => sameOutcome(match) && match.truth?.failed_stage === match.tracked?.failedStage,
        ),
        'ratio',
        '',
      ),
      figure(
        'T4',
        'reason right',
        shareRight(matches, (match) => sameOutcome(match) && match.truth?.reason === match.tracked?.reason),
        'ratio',
        '',
      ),
    ],
  };
}

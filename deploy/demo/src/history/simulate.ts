import { readFileSync, writeFileSync } from 'node:fs';
import { inventoryYaml } from '@firstcharge/simulator/cli/inventory.ts';
import { logToFiles } from '@firstcharge/simulator/cli/log.ts';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import { Problem } from '../problem.ts';

const DAY_MS = 86_400_000;

/** Which stretch of which scenario; ms since the epoch. */
export interface Simulation {
  readonly scenario: string;
  readonly start: number;
  readonly end: number;
  /** null: all of the scenario's. */
  readonly stations: number | null;
}

function scenarioOf({ scenario: file, start, end }: Simulation): Scenario {
  const loaded = loadScenario(readFileSync(file, 'utf8'), file);
  if (!loaded.ok) throw new Problem(loaded.errors.join('\n'));
  return { ...loaded.scenario, start, days: (end - start) / DAY_MS };
}

/** Writes log, truth, and the state at which live stations go on. The same begin gives the same log, as far as it goes. */
export async function simulate(
  simulation: Simulation,
  files: { readonly log: string; readonly truth: string; readonly fleetState: string },
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<number> {
  const { lines } = await logToFiles(
    {
      scenario: scenarioOf(simulation),
      stations: simulation.stations ?? Infinity,
      progress: { show: onProgress, end: () => undefined },
      stopped: () => signal.aborted,
    },
    { out: files.log, truth: files.truth, stateOut: files.fleetState },
  );
  signal.throwIfAborted();
  return lines;
}

/** Writes the sites and stations as the collector's inventory. */
export function writeInventory(simulation: Simulation, file: string): void {
  writeFileSync(file, inventoryYaml(scenarioOf(simulation), simulation.stations ?? Infinity));
}

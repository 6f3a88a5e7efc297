import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import { stringify } from 'yaml';
import { waveSites } from './fleet.ts';

/** A fleet on ordinary days: nothing is injected. */
export interface Quiet {
  readonly seed: number;
  readonly days: number;
  /** Of four sites with twenty stations each. */
  readonly groups: number;
  /** Scale of the everyday faults, as in `scenarios/quiet.yaml`. */
  readonly background: number;
}

/** Everyday faults, brief drops and dips, cars that fail everywhere, and nothing else. */
export function quietScenario({ seed, days, groups, background }: Quiet): Scenario {
  const decoy = (behaviour: string, rate: number): object => ({
    behaviour,
    where: {},
    when: { rate, persistent: false },
  });
  const scenario = {
    seed,
    start: '2026-09-01T00:00:00Z',
    days,
    background,
    meter_interval_seconds: 300,
    telemetry: {},
    drivers: { plug_first: 0.4, tap_first: 0.2, app: 0.2, terminal: 0.2 },
    sites: Array.from({ length: groups }, (_, group) =>
      waveSites(group).map(({ written }) => written),
    ).flat(),
    behaviours: [decoy('network-drop', 0.05), decoy('grid-dip', 0.05), decoy('vehicle-handshake', 0.006)],
  };
  const loaded = loadScenario(stringify(scenario), 'quiet fleet');
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
  return loaded.scenario;
}

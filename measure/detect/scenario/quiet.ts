import type { BackgroundKind } from '@firstcharge/simulator/behaviours/background.ts';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';
import type { Scenario } from '@firstcharge/simulator/scenario/schema.ts';
import { stringify } from 'yaml';
import { waveSites } from './fleet.ts';

/** Scale of the everyday faults: of all, or by kind. */
type Background = number | Readonly<Record<BackgroundKind, number>>;

/**
 * The background of a quiet fleet. Of attempts one in twenty fails, as networks that do well tell of their own; stations boot and
 * repeat themselves as often as anywhere (once a month). What lasts for hours (a station offline, a flapping link, a pressed emergency
 * stop) comes once in two years to a station: a budget of one ticket a year and station can be asked of no fleet where it comes oftener.
 */
export const QUIET: Background = { attempts: 0.3, brief: 1, lasting: 0.02 };

/** A fleet on ordinary days: nothing is injected. */
export interface Quiet {
  readonly seed: number;
  readonly days: number;
  /** Of twenty stations at four sites. */
  readonly groups: number;
  readonly background: Background;
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

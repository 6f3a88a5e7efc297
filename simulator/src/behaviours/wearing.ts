import { sleep } from '../clock/process.ts';
import type { Evse } from '../station/evse.ts';
import type { Station } from '../station/station.ts';
import type { Attempt, Behaviour } from './behaviour.ts';

const STEP_MS = 15 * 60_000;

/** Something that gets worse little by little. Severities go from 0, as new, to 1, where nothing works. */
export interface Wearing {
  readonly name: string;
  readonly fault: string;
  readonly meaning: string;
  readonly unsaid?: boolean;
  readonly onEvse?: (evse: Evse, severity: number) => void;
  readonly onStation?: (station: Station, severity: number) => void;
  /** What it does to an attempt. */
  readonly attempt?: (attempt: Attempt, severity: number) => void;
}

/** A behaviour that wears by the `ramp_days` of its rule, stays at its worst, and is as new when its time is over. */
export function wearing(wear: Wearing): Behaviour {
  const { name, fault, meaning, attempt } = wear;
  return {
    name,
    fault,
    meaning,
    gradual: true,
    unsaid: wear.unsaid === true,
    attempt: (tried) => {
      const severity = tried.evse.station.worn.get(name);
      if (severity !== undefined) attempt?.(tried, severity);
    },
    episode: {
      unit: 'station',
      duration: () => 14 * 86_400,
      *run({ world, stations, evse: only, rampMs, strength }, ms) {
        const { scheduler } = world;
        const from = scheduler.now;
        const set = (severity: number): void => {
          for (const station of stations) {
            wear.onStation?.(station, severity);
            for (const evse of station.evses)
              if (only === null || only === evse.id) wear.onEvse?.(evse, severity);
            if (severity > 0) station.worn.set(name, severity);
            else station.worn.delete(name);
          }
        };
        while (scheduler.now < from + ms) {
          set(Math.min(1, (scheduler.now - from) / (rampMs ?? ms * 0.75)) * strength);
          yield* sleep(Math.min(STEP_MS, from + ms - scheduler.now));
        }
        set(0);
      },
    },
  };
}

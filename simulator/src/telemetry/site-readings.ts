import type { Site } from '../world/site.ts';
import { reading, type Told } from './observations.ts';

const PHASES = [
  [0, 'L1'],
  [1, 'L2'],
  [2, 'L3'],
] as const;
/** Lights, routers and controllers of a site, W. */
const BASE_W = 900;

/** What the meter at the feeder of a site says: it has a battery, and outlives an outage. */
export function siteReadings(site: Site): Told[] {
  const { grid, world } = site;
  const { now } = world.scheduler;
  const live = grid.present && grid.breakerClosed;
  const charging = site.stations
    .flatMap((station) => station.evses)
    .reduce((sum, evse) => sum + evse.powerW, 0);
  const watts = live ? charging / 0.95 + BASE_W : 0;
  const phases = PHASES.filter(([phase]) => grid.left[phase] > 0.5).length;
  const told: Told[] = [
    { kind: 'condition', condition: 'grid_present', holds: grid.present },
    { kind: 'condition', condition: 'breaker_closed', holds: grid.breakerClosed },
    reading('power_watts', watts, 'total'),
  ];
  if (grid.present) told.push(reading('frequency_hertz', grid.frequency));
  for (const [phase, name] of PHASES) {
    const volts = grid.volts(phase, now);
    const share = grid.left[phase] > 0.5 && phases > 0 ? 1 / phases : 0;
    told.push(
      reading('voltage_volts', volts, name),
      reading('current_amperes', volts > 20 ? (watts * share) / volts : 0, name),
    );
  }
  return told;
}

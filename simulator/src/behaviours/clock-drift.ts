import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

/** Of a cheap oscillator in the heat, never set right by the CPMS's time: five minutes a day. */
const DRIFT = 300 / 86_400;

export const clockDrift: Behaviour = {
  name: 'clock-drift',
  fault: null,
  meaning: 'The clock of the station gains five minutes a day, and nothing sets it right.',
  episode: {
    unit: 'station',
    duration: () => 7 * 86_400,
    *run({ world, stations, behaviour }, ms) {
      const from = world.scheduler.now;
      for (const station of stations) {
        station.clock.error = (now) => (now - from) * DRIFT;
        station.mark(behaviour);
      }
      yield* sleep(ms);
      for (const station of stations) {
        station.clock.error = null;
        station.marks.delete(behaviour);
      }
    },
  },
};

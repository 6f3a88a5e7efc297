import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

const HOUR_MS = 3_600_000;

export const clockOffset: Behaviour = {
  name: 'clock-offset',
  fault: null,
  meaning: 'The station writes its local time and says that it is UTC.',
  episode: {
    unit: 'station',
    duration: () => 86_400,
    *run({ world, stations, behaviour }, ms) {
      for (const station of stations) {
        const site = world.sites.find((one) => one.stations.includes(station));
        const offset = site === undefined ? 0 : site.localTime() - world.scheduler.now;
        station.clock.error = () => (offset === 0 ? HOUR_MS : offset);
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

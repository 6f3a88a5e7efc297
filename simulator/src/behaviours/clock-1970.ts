import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const clock1970: Behaviour = {
  name: 'clock-1970',
  fault: null,
  meaning: 'After a restart the clock of the station begins in 1970 and takes its time to be set right.',
  episode: {
    unit: 'station',
    duration: (random) => random.between(900, 5400),
    *run({ world, stations, behaviour }, ms) {
      const idle = stations.filter((station) => station.powered && station.evses.every((evse) => evse.free));
      const cause = { stage: 'energy', reason: 'reboot', attribution: 'evse', behaviour } as const;
      for (const station of idle) {
        station.powered = false;
        station.halt('Reboot', cause, false);
      }
      yield* sleep(30_000);
      const bootedAt = world.scheduler.now;
      for (const station of idle) {
        station.clock.error = () => -bootedAt;
        station.mark(behaviour);
        station.powered = true;
        station.start('PowerUp');
      }
      yield* sleep(ms);
      for (const station of idle) {
        station.clock.error = null;
        station.marks.delete(behaviour);
      }
    },
  },
};

import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const bootLoop: Behaviour = {
  name: 'boot-loop',
  fault: 'F31',
  meaning: 'The watchdog restarts the station every few minutes.',
  episode: {
    unit: 'station',
    duration: (random) => random.lognormal(5400, 0.9),
    *run({ world, stations, behaviour, random }, ms) {
      const until = world.scheduler.now + ms;
      const cause = { stage: 'energy', reason: 'reboot', attribution: 'firmware', behaviour } as const;
      while (world.scheduler.now < until) {
        const up = stations.filter((station) => station.powered);
        for (const station of up) {
          station.powered = false;
          station.halt('Reboot', cause, false);
        }
        yield* sleep(random.between(30_000, 70_000));
        for (const station of up) {
          station.powered = true;
          station.start('Watchdog');
        }
        yield* sleep(random.between(150_000, 420_000));
      }
    },
  },
};

import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const flappingLink: Behaviour = {
  name: 'flapping-link',
  fault: 'F24',
  meaning: 'The radio is weak: the connection breaks every few minutes and comes back soon.',
  episode: {
    unit: 'station',
    duration: (random) => random.lognormal(4 * 3600, 0.8),
    *run({ world, stations, random }, ms) {
      const until = world.scheduler.now + ms;
      while (world.scheduler.now < until) {
        yield* sleep(random.lognormal(480_000, 0.9));
        const up = stations.filter((station) => station.lit);
        for (const station of up) {
          station.cuts += 1;
          station.disconnect(1006);
        }
        yield* sleep(random.lognormal(25_000, 0.8));
        for (const station of up) {
          station.cuts -= 1;
          if (station.lit && station.cuts === 0) station.connect(null);
        }
      }
    },
  },
};

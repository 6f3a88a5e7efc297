import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const screenDead: Behaviour = {
  name: 'screen-dead',
  fault: 'F22',
  meaning:
    'The screen of a station is dark while all else works: most drivers leave, some after they plugged in.',
  unsaid: true,
  episode: {
    unit: 'station',
    duration: (random) => random.lognormal(2 * 86_400, 0.6),
    *run({ stations, behaviour }, ms) {
      for (const station of stations) station.screenDead = behaviour;
      yield* sleep(ms);
      for (const station of stations) station.screenDead = null;
    },
  },
};

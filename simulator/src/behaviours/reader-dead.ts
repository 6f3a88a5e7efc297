import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const readerDead: Behaviour = {
  name: 'reader-dead',
  fault: 'F21',
  meaning: 'The card reader is dead: taps reach nobody, drivers take the app or leave.',
  episode: {
    unit: 'station',
    duration: (random) => random.lognormal(18 * 3600, 1),
    *run({ stations, behaviour }, ms) {
      for (const station of stations) station.readerDead = behaviour;
      yield* sleep(ms);
      for (const station of stations) station.readerDead = null;
    },
  },
};

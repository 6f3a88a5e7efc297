import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const remoteStartLost: Behaviour = {
  name: 'remote-start-lost',
  fault: 'F33',
  meaning: 'Remote starts are accepted and nothing follows.',
  episode: {
    unit: 'station',
    duration: (random) => random.lognormal(3 * 3600, 0.8),
    *run({ stations, behaviour }, ms) {
      for (const station of stations) station.remoteStartLost = behaviour;
      yield* sleep(ms);
      for (const station of stations) station.remoteStartLost = null;
    },
  },
};

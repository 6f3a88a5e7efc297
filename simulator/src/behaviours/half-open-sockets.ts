import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const halfOpenSockets: Behaviour = {
  name: 'half-open-sockets',
  fault: 'F24',
  meaning: 'The station dials again while the CPMS still holds its old socket, which closes minutes later.',
  episode: {
    unit: 'station',
    duration: (random) => random.between(120, 900),
    *run({ stations, random, behaviour }, ms) {
      const closing = stations
        .filter((station) => station.lit && station.cuts === 0)
        .map((station) => {
          station.mark(behaviour);
          const close = station.loseSocket();
          station.connect(null);
          return close;
        });
      yield* sleep(random.between(60_000, Math.max(60_000, ms)));
      for (const close of closing) close();
      for (const station of stations) station.marks.delete(behaviour);
    },
  },
};

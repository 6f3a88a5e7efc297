import { sleep } from '../clock/process.ts';
import { draw, UNREACHABLE } from '../random/quantiles.ts';
import type { Behaviour } from './behaviour.ts';

export const stationOffline: Behaviour = {
  name: 'station-offline',
  fault: 'F23',
  meaning: 'The carrier is gone; the station charges on and tells of it later, with the old times.',
  episode: {
    unit: 'station',
    duration: (random) => draw(UNREACHABLE, random),
    *run({ stations }, ms) {
      for (const station of stations) {
        station.cuts += 1;
        station.disconnect(1006);
      }
      yield* sleep(ms);
      for (const station of stations) {
        station.cuts -= 1;
        if (station.lit && station.cuts === 0) station.connect(null);
      }
    },
  },
};

import { sleep } from '../clock/process.ts';
import { draw, UNREACHABLE } from '../random/quantiles.ts';
import type { Behaviour } from './behaviour.ts';

const offline = (name: string, meaning: string, remembers: boolean): Behaviour => ({
  name,
  fault: 'F23',
  meaning,
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
        if (!remembers) station.link.forgetEnded();
        if (station.lit && station.cuts === 0) station.connect(null);
      }
    },
  },
});

export const stationOffline = offline(
  'station-offline',
  'The carrier is gone; the station charges on and tells of it later, with the old times.',
  true,
);
export const queueLost = offline(
  'queue-lost',
  'The carrier is gone, and what ended meanwhile is never told: the station remembers nothing.',
  false,
);

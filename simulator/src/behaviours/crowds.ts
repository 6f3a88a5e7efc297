import { sleep } from '../clock/process.ts';
import { BUSIEST } from '../world/site.ts';
import type { Behaviour } from './behaviour.ts';

/** More or fewer people than usual come to a site. */
const crowd = (name: string, meaning: string, times: number): Behaviour => ({
  name,
  fault: null,
  meaning,
  decoy: true,
  episode: {
    unit: 'site',
    duration: () => 86_400,
    *run({ site }, ms) {
      if (site !== undefined) site.crowd = times;
      yield* sleep(ms);
      if (site !== undefined) site.crowd = 1;
    },
  },
});

export const busyDay = crowd('busy-day', 'A day on which far more drivers come than usual.', BUSIEST);
export const quietDay = crowd('quiet-day', 'A road is closed or a shop shut: hardly anybody comes.', 0.03);

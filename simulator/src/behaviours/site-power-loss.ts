import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const sitePowerLoss: Behaviour = {
  name: 'site-power-loss',
  fault: 'F39',
  meaning:
    'The grid fails at a site: every station goes dark in the middle of what it does, and boots later.',
  episode: {
    unit: 'site',
    duration: (random) => random.lognormal(2700, 1.1),
    *run({ stations, behaviour }, ms) {
      const cause = { stage: 'energy', reason: 'power_loss', attribution: 'site', behaviour } as const;
      const lost = stations.filter((station) => station.powered);
      for (const station of lost) {
        station.powered = false;
        station.halt('PowerLoss', cause, false);
      }
      yield* sleep(ms);
      for (const station of lost) {
        station.powered = true;
        station.start('PowerUp');
      }
    },
  },
};

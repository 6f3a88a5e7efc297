import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const plannedWork: Behaviour = {
  name: 'planned-work',
  fault: null,
  meaning: 'Work that was announced in the inventory: the stations of a site are without power meanwhile.',
  decoy: true,
  episode: {
    unit: 'site',
    duration: () => 4 * 3600,
    *run({ stations, behaviour }, ms) {
      const cause = { stage: 'energy', reason: 'power_loss', attribution: 'site', behaviour } as const;
      const off = stations.filter((station) => station.powered);
      for (const station of off) {
        station.powered = false;
        station.halt('PowerLoss', cause, false);
      }
      yield* sleep(ms);
      for (const station of off) {
        station.powered = true;
        station.start('PowerUp');
      }
    },
  },
};

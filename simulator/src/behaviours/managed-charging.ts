import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const managedCharging: Behaviour = {
  name: 'managed-charging',
  fault: null,
  meaning: 'Load management sets what charges to 0 W for a while (SetChargingProfile): no failure.',
  episode: {
    unit: 'station',
    duration: (random) => random.lognormal(1500, 0.5),
    *run({ world, stations }, ms) {
      const held = stations.flatMap((station) => station.evses.filter((evse) => evse.session !== null));
      for (const evse of held) world.backend.limit(evse.station.id, evse.address, 0);
      yield* sleep(ms);
      for (const evse of held) {
        while (!evse.station.link.online) yield* sleep(30_000);
        world.backend.limit(evse.station.id, evse.address, null);
      }
    },
  },
};

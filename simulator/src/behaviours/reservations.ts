import { sleep } from '../clock/process.ts';
import { drive } from '../driver/driver.ts';
import type { Behaviour } from './behaviour.ts';

const MINUTE_MS = 60_000;

export const reservations: Behaviour = {
  name: 'reservations',
  fault: null,
  meaning: 'EVSEs are kept for somebody who comes, or does not; now and then a stranger tries meanwhile.',
  episode: {
    unit: 'station',
    duration: () => 20 * 60,
    *run({ world, stations, random, behaviour }, ms) {
      const [station] = stations;
      const evse = station?.evses.find((one) => one.inviting);
      const site = world.sites.find((one) => one.stations.some((candidate) => candidate === station));
      if (station === undefined || evse === undefined || site === undefined || !station.link.online) return;
      const card = site.credentials.take(random, false);
      world.backend.reserve(station.id, evse.address, card, world.scheduler.now + ms);
      yield* sleep(random.between(1, 4) * MINUTE_MS);
      if (evse.reservedAgainst('') && evse.free && random.chance(0.3)) {
        const stranger = {
          evse,
          card: site.credentials.take(random, false),
          style: 'app',
          behaviour,
        } as const;
        yield* drive(site, random.stream(`stranger ${world.scheduler.now}`), stranger);
      }
      yield* sleep(random.between(1, 8) * MINUTE_MS);
      if (evse.reservedAgainst('') && evse.free && random.chance(0.7))
        yield* drive(site, random.stream(`holder ${world.scheduler.now}`), { evse, card, behaviour });
    },
  },
};

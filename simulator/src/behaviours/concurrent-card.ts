import { sleep } from '../clock/process.ts';
import { drive } from '../driver/driver.ts';
import type { Behaviour } from './behaviour.ts';

export const concurrentCard: Behaviour = {
  name: 'concurrent-card',
  fault: null,
  meaning: 'Somebody else comes with a card under which a charge is running, and the CPMS says ConcurrentTx.',
  episode: {
    unit: 'site',
    duration: () => 600,
    *run({ world, site, random, behaviour }) {
      if (site === undefined) return;
      const evses = site.stations.flatMap((station) => station.evses);
      const running = evses.find(
        ({ session, station }) =>
          session !== null &&
          session.grant.how === 'card' &&
          session.facts.energyAt !== null &&
          station.link.online,
      );
      const free = evses.filter((evse) => evse.inviting && evse.station.link.online);
      const evse = free[random.integer(0, Math.max(0, free.length - 1))];
      if (running?.session === null || running === undefined || evse === undefined) return;
      const card = running.session.grant.idTag;
      world.backend.exclusive(card);
      yield* sleep(1000);
      yield* drive(site, random.stream(`second ${world.scheduler.now}`), {
        evse,
        card,
        style: 'tap_first',
        behaviour,
      });
    },
  },
};

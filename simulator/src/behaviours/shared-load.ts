import { sleep } from '../clock/process.ts';
import type { Evse } from '../station/evse.ts';
import type { Behaviour } from './behaviour.ts';

/** Least that a car takes on one phase (6 A), W. */
const LEAST_W = 1400;
const ROUND_MS = 300_000;

export const sharedLoad: Behaviour = {
  name: 'shared-load',
  fault: null,
  meaning: 'The house has power for a few cars at once: all share it, and who gets none waits for a turn.',
  episode: {
    unit: 'site',
    duration: () => 86_400,
    *run({ world, stations, strength, behaviour }, ms) {
      const until = world.scheduler.now + ms;
      const rated = stations.reduce((sum, { plan }) => sum + plan.watts * plan.evses, 0);
      const limits = new Map<Evse, number>();
      for (let round = 0; world.scheduler.now < until; round += 1) {
        const users = stations
          .flatMap((station) => station.evses)
          .filter((evse) => evse.session !== null && evse.station.link.online);
        const shares = sharesOf(users, rated * 0.2 * strength, round);
        for (const evse of users) {
          const share = shares.get(evse) ?? 0;
          if (limits.get(evse) === share && evse.limitW === share) continue;
          limits.set(evse, share);
          world.backend.limit(evse.station.id, evse.address, share, true);
          if (share === 0) evse.flow?.behaviours.add(behaviour);
        }
        yield* sleep(ROUND_MS);
      }
    },
  },
};

/** Who gets how much in this round, W. */
function sharesOf(users: readonly Evse[], watts: number, round: number): Map<Evse, number> {
  const seats = Math.max(1, Math.floor(watts / (3 * LEAST_W)));
  const served = Math.min(seats, users.length);
  const first = served < users.length ? round * served : 0;
  const lucky = new Set(Array.from({ length: served }, (_, index) => users[(first + index) % users.length]));
  return new Map(users.map((evse) => [evse, lucky.has(evse) ? Math.floor(watts / served / 690) * 690 : 0]));
}

import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const statusReplay: Behaviour = {
  name: 'status-replay',
  fault: null,
  meaning: 'After a restart the station repeats an old fault with its old time, then its status, each twice.',
  episode: {
    unit: 'station',
    duration: (random) => random.between(60, 120),
    *run({ world, stations, random }, ms) {
      const old = new Date(world.scheduler.now - random.between(1, 48) * 3_600_000).toISOString();
      for (const station of stations) {
        if (!station.powered || station.evses.some((evse) => !evse.free)) continue;
        station.powered = false;
        station.halt(
          'Reboot',
          { stage: 'energy', reason: 'reboot', attribution: 'evse', behaviour: 'status-replay' },
          false,
        );
        yield* sleep(ms / 2);
        station.powered = true;
        station.start('Unknown');
        yield* sleep(12_000);
        if (station.evses.some((evse) => !evse.free)) continue;
        station.dialect.replay(old);
      }
    },
  },
};

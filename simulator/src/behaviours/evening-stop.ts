import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

const HOUR_MS = 3_600_000;
const PEAK = { from: 17, to: 21 } as const;

export const eveningStop: Behaviour = {
  name: 'evening-stop',
  fault: null,
  meaning:
    'In the hours of peak tariff a schedule of 0 A holds back what is plugged in: SuspendedEVSE, no failure.',
  episode: {
    unit: 'site',
    duration: () => 86_400,
    *run({ world, site, stations, behaviour }, ms) {
      const until = world.scheduler.now + ms;
      const held = new Set<string>();
      while (world.scheduler.now < until) {
        const hour = new Date(site?.localTime() ?? world.scheduler.now).getUTCHours();
        const peak = hour >= PEAK.from && hour < PEAK.to;
        for (const evse of stations.flatMap((station) => station.evses)) {
          const name = `${evse.station.id}/${evse.id}`;
          if (peak === held.has(name) || !evse.station.link.online) continue;
          if (peak) held.add(name);
          else held.delete(name);
          world.backend.limit(evse.station.id, evse.address, peak ? 0 : null, true);
          if (peak) evse.flow?.behaviours.add(behaviour);
        }
        yield* sleep(HOUR_MS / 12);
      }
    },
  },
};

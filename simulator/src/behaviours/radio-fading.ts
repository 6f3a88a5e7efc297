import { sleep } from '../clock/process.ts';
import type { Uplink } from '../equipment/uplink.ts';
import type { Station } from '../station/station.ts';
import type { Behaviour } from './behaviour.ts';

/** What the radio loses in the end, dB, and how long it is between two breaks of an otherwise good link, ms. */
const WORST_DB = 34;
const SELDOM_MS = 16 * 3_600_000;

const fading = (name: string, meaning: string, unit: 'station' | 'site'): Behaviour => ({
  name,
  fault: 'F24',
  meaning,
  gradual: true,
  unsaid: true,
  strikes: 'network',
  episode: {
    unit,
    duration: () => 14 * 86_400,
    *run({ world, stations, site, rampMs, random, strength }, ms) {
      const { scheduler } = world;
      const from = scheduler.now;
      const links = site?.uplinks ?? stations.flatMap(({ uplink }) => uplink ?? []);
      while (scheduler.now < from + ms) {
        const severity = strength * Math.min(1, (scheduler.now - from) / (rampMs ?? ms * 0.75));
        for (const link of links) link.faded = WORST_DB * severity;
        const gap = random.exponential(SELDOM_MS * Math.exp(-5.6 * severity));
        // Looks up at least hourly: by then it has faded further.
        if (gap > 3_600_000) {
          yield* sleep(Math.min(3_600_000, from + ms - scheduler.now));
          continue;
        }
        yield* sleep(gap);
        cut(stations, links, true);
        yield* sleep(random.lognormal(20_000 + 70_000 * severity, 0.6));
        cut(stations, links, false);
      }
      for (const link of links) link.faded = 0;
    },
  },
});

/** The stations lose, or find, their way to the CPMS; a link that is gone has no session. */
export function cut(stations: readonly Station[], links: readonly Uplink[], gone: boolean): void {
  for (const link of links) if (link.kind === 'sim') link.session = !gone;
  for (const station of stations) {
    station.cuts += gone ? 1 : -1;
    if (gone) station.disconnect(1006);
    else if (station.lit && station.cuts === 0) station.connect(null);
  }
}

export const radioFading = fading(
  'radio-fading',
  'The modem of one station hears its cell ever worse: the connection breaks ever more often.',
  'station',
);
export const routerFading = fading(
  'router-fading',
  'The router of a site hears its cell ever worse: all connections there break ever more often.',
  'site',
);

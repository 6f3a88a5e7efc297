import { sleep } from '../clock/process.ts';
import type { Behaviour, Target } from './behaviour.ts';
import { cut } from './radio-fading.ts';

const HOURS = 3600;
type Outage = Pick<Behaviour, 'name' | 'fault' | 'meaning' | 'decoy'> & {
  readonly unit: 'station' | 'site';
  readonly seconds: (target: Target['random']) => number;
  /** Of the links that it concerns: what holds meanwhile. */
  readonly links: { readonly router: boolean; readonly sim: boolean; readonly session: boolean };
};

/** Stations lose their way out, and links show why. */
const outage = ({ unit, seconds, links, ...rest }: Outage): Behaviour => ({
  ...rest,
  unsaid: true,
  strikes: 'network',
  episode: {
    unit,
    duration: seconds,
    *run({ stations, site }, ms) {
      const concerned = site?.uplinks ?? stations.flatMap(({ uplink }) => uplink ?? []);
      cut(stations, [], true);
      for (const link of concerned) {
        link.up = link.kind === 'router' ? links.router : links.sim;
        link.session = links.session;
      }
      yield* sleep(ms);
      for (const link of concerned) {
        link.up = true;
        link.session = true;
      }
      cut(stations, [], false);
    },
  },
});

export const routerOutage = outage({
  name: 'router-outage',
  fault: 'F25',
  meaning: 'The router of a site has no power: nothing there reaches anybody.',
  unit: 'site',
  seconds: (random) => random.lognormal(5 * HOURS, 0.7),
  links: { router: false, sim: false, session: false },
});
export const gatewayHung = outage({
  name: 'gateway-hung',
  fault: 'F25',
  meaning: 'The router of a site hangs: its SIM holds a session, and nothing gets through.',
  unit: 'site',
  seconds: (random) => random.lognormal(5 * HOURS, 0.7),
  links: { router: false, sim: true, session: true },
});
export const simNoData = outage({
  name: 'sim-no-data',
  fault: 'F23',
  meaning: 'The SIM of a site is registered and has no data session: its quota is used up.',
  unit: 'site',
  seconds: (random) => random.lognormal(8 * HOURS, 0.7),
  links: { router: true, sim: true, session: false },
});
export const modemNoData = outage({
  name: 'modem-no-data',
  fault: 'F23',
  meaning: 'The SIM of one station is registered and has no data session.',
  unit: 'station',
  seconds: (random) => random.lognormal(8 * HOURS, 0.7),
  links: { router: true, sim: true, session: false },
});
export const networkDrop = outage({
  name: 'network-drop',
  fault: null,
  meaning: 'The carrier is gone at a site for a minute or two, as it is everywhere now and then.',
  decoy: true,
  unit: 'site',
  seconds: (random) => random.between(25, 110),
  links: { router: true, sim: true, session: false },
});

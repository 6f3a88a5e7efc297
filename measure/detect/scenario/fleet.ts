import type { Place } from './families.ts';

/** A site of a wave, as a scenario writes it. */
export interface WaveSite {
  readonly place: Place;
  readonly id: string;
  readonly evses: number;
  readonly stations: readonly string[];
  readonly written: object;
}

interface Kind {
  readonly place: Place;
  readonly count: number;
  readonly profile: string;
  readonly demand: number;
  readonly modems: 'router' | 'station';
  readonly terminals: boolean;
  readonly station: object;
}

const EVSES = 2;
const KINDS: readonly Kind[] = [
  {
    place: 'hub',
    count: 6,
    profile: 'highway',
    demand: 11,
    modems: 'router',
    terminals: true,
    station: {
      vendor: 'Voltaria',
      model: 'Swift 150',
      firmware: '2.4.1',
      protocol: 'ocpp1.6',
      power: 'DC',
      watts: 150_000,
    },
  },
  {
    place: 'plaza',
    count: 4,
    profile: 'city',
    demand: 8,
    modems: 'station',
    terminals: true,
    station: {
      vendor: 'Kelvin Grid',
      model: 'KG-60',
      firmware: '4.7.0',
      protocol: 'ocpp2.0.1',
      power: 'DC',
      watts: 60_000,
    },
  },
  {
    place: 'quay',
    count: 6,
    profile: 'city',
    demand: 5,
    modems: 'router',
    terminals: false,
    station: {
      vendor: 'Norrlys',
      model: 'Post 22',
      firmware: '1.9.0',
      protocol: 'ocpp1.6',
      power: 'AC',
      watts: 22_000,
    },
  },
  {
    place: 'yard',
    count: 4,
    profile: 'workplace',
    demand: 1.8,
    modems: 'station',
    terminals: false,
    station: {
      vendor: 'Norrlys',
      model: 'Post 11',
      firmware: '1.9.0',
      protocol: 'ocpp2.0.1',
      power: 'AC',
      watts: 11_000,
    },
  },
];

/** Twenty stations at four sites. */
export function waveSites(wave: number): WaveSite[] {
  return KINDS.map(({ place, count, profile, demand, modems, terminals, station }) => {
    const id = `${place}${wave}`;
    const ids = Array.from({ length: count }, (_, index) => `${id.toUpperCase()}-0${index + 1}`);
    const where = { time_zone: 'Europe/London', latitude: 51.5, longitude: -0.1 };
    const written = {
      id,
      ...where,
      profile,
      demand,
      modems,
      terminals,
      stations: [{ ids, ...station, evses: EVSES }],
    };
    return { place, id, evses: EVSES, stations: ids, written };
  });
}

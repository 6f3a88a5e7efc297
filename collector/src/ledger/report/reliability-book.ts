import {
  countsInEnd,
  countsInStart,
  countsInVisits,
  endSucceeded,
  firstChargeSucceeded,
} from '../../model/kpi.ts';
import {
  availabilityPart,
  betaBounds,
  chargeQuality,
  INDEX_WEIGHTS,
  noBounds,
  qualityPart,
  reliabilityIndex,
  shrunkPart,
  THIN_PEERS,
  type Bounds,
  type IndexCount,
  type IndexPrior,
  type IndexWeights,
  type PriorLevel,
  type ReliabilityIndex,
} from '../../model/reliability-index.ts';
import type { FlowFigures } from './flow-figures.ts';
import type { Origin } from './origin.ts';
import type { Report } from './report.ts';
import type { VisitFigures } from './visit-figures.ts';

/** Pairs of numerator and denominator, and the attempts. */
export interface IndexSums {
  attempts: number;
  readonly F: [number, number];
  readonly E: [number, number];
  readonly power: [number, number];
  readonly start: [number, number];
}

type Pair = 'F' | 'E' | 'power' | 'start';
const PAIRS: readonly Pair[] = ['F', 'E', 'power', 'start'];

export const noSums = (): IndexSums => ({ attempts: 0, F: [0, 0], E: [0, 0], power: [0, 0], start: [0, 0] });
const NOTHING: IndexSums = noSums();
const addTo = (pair: [number, number], numerator: number, denominator: number): void => {
  pair[0] += numerator;
  pair[1] += denominator;
};
const addSumsTo = (total: IndexSums, sums: IndexSums): void => {
  total.attempts += sums.attempts;
  for (const pair of PAIRS) addTo(total[pair], ...sums[pair]);
};
const sumOf = (all: Iterable<IndexSums>): IndexSums => {
  const total = noSums();
  for (const sums of all) addSumsTo(total, sums);
  return total;
};
const count = ([numerator, denominator]: readonly [number, number]): IndexCount => ({
  numerator,
  denominator,
});

const joined = (...words: readonly string[]): string => words.join('\u0000');

/** Groups of origins; the last one holds a station's peers. */
const KEYS = {
  station: ({ station }: Origin) => station,
  site: ({ site }: Origin) => site,
  model: ({ vendor, model }: Origin) => joined(vendor, model),
  firmware: ({ vendor, model, firmware }: Origin) => joined(vendor, model, firmware),
  modelAtSite: ({ vendor, model, site }: Origin) => joined(vendor, model, site),
} as const;
type Level = keyof typeof KEYS;
type GroupLevel = 'station' | 'site' | 'model' | 'firmware';

/** A circle of peers, and what of it is the group's own. */
interface Circle {
  readonly level: PriorLevel;
  readonly all: IndexSums;
  readonly own: IndexSums;
}

/** The rate of the narrowest circle in which others have enough; the fleet's, the group's own part in it, at the last. */
const priorOf = (pair: 'F' | 'E', circles: readonly Circle[], fleet: Circle): IndexPrior | null => {
  for (const { level, all, own } of circles) {
    const tries = all[pair][1] - own[pair][1];
    if (tries >= THIN_PEERS) return { level, rate: (all[pair][0] - own[pair][0]) / tries };
  }
  const [hits, tries] = fleet.all[pair];
  return tries > fleet.own[pair][1] ? { level: 'fleet', rate: hits / tries } : null;
};

const partsOf = (
  sums: IndexSums,
  uptime: IndexCount | undefined,
  circles: readonly Circle[],
  fleet: Circle,
  bounds: Bounds,
) => ({
  A: availabilityPart(uptime ?? { numerator: 0, denominator: 0 }),
  F: shrunkPart(count(sums.F), priorOf('F', circles, fleet), bounds),
  E: shrunkPart(count(sums.E), priorOf('E', circles, fleet), bounds),
  Q: qualityPart({ power: count(sums.power), start: count(sums.start) }, bounds),
});

/** The indexes of a report, by the groups that it shows. */
export interface ReliabilityFigures {
  readonly all: ReliabilityIndex;
  of(level: GroupLevel, origin: Origin): ReliabilityIndex;
  /** The score alone; null where there are too few attempts. */
  score(level: GroupLevel, origin: Origin): number | null;
}

/** Gathers what Reliability Indexes are made of: sums for each origin, not for each flow. */
export class ReliabilityBook {
  readonly #sums = new Map<Origin, IndexSums>();
  /** All that each station has been, the latest at the end. */
  readonly #origins = new Map<string, Origin[]>();
  readonly #weights: IndexWeights;

  constructor(weights: IndexWeights = INDEX_WEIGHTS) {
    this.#weights = weights;
  }

  addFlow(flow: FlowFigures): void {
    const sums = this.#of(flow.origin);
    sums.attempts += Number(countsInStart(flow));
    if (countsInEnd(flow)) addTo(sums.E, Number(endSucceeded(flow)), 1);
    const { power, start } = chargeQuality(flow);
    if (power !== null) addTo(sums.power, power, 1);
    if (start !== null) addTo(sums.start, start, 1);
  }

  /** Adds what was summed up elsewhere; origins in the order of their latest flow. */
  addSums(origin: Origin, sums: IndexSums): void {
    addSumsTo(this.#of(origin), sums);
  }

  addVisit(visit: VisitFigures): void {
    const sums = this.#of(visit.origin);
    if (countsInVisits(visit)) addTo(sums.F, Number(firstChargeSucceeded(visit)), 1);
  }

  /** The indexes, with the port-seconds of `availability` as A. */
  figures(availability: Report['availability']): ReliabilityFigures {
    const totals = new Map<Level, ReadonlyMap<string, IndexSums>>();
    const at = (level: Level, origin: Origin): IndexSums => {
      if (level === 'station') return this.#own(level, origin);
      const known = totals.get(level) ?? this.#totals(KEYS[level]);
      totals.set(level, known);
      return known.get(KEYS[level](origin)) ?? NOTHING;
    };
    const fleet = sumOf(this.#sums.values());
    // Only groups need them.
    const uptimes = new Map<GroupLevel, ReadonlyMap<string, IndexCount>>();
    const uptimeOf = (level: GroupLevel, origin: Origin): IndexCount | undefined => {
      const known = uptimes.get(level) ?? this.#uptimes(level, availability);
      uptimes.set(level, known);
      return known.get(KEYS[level](origin));
    };
    const index = (
      sums: IndexSums,
      uptime: IndexCount | undefined,
      circles: readonly Circle[],
      bounds = betaBounds,
    ): ReliabilityIndex => {
      const parts = partsOf(sums, uptime, circles, { level: 'fleet', all: fleet, own: sums }, bounds);
      return reliabilityIndex({ attempts: sums.attempts, parts }, this.#weights);
    };
    const circlesOf = (level: GroupLevel, origin: Origin): readonly Circle[] => {
      if (level === 'firmware')
        return [{ level: 'model', all: at('model', origin), own: at('firmware', origin) }];
      if (level !== 'station') return [];
      return [
        { level: 'model_at_site', all: at('modelAtSite', origin), own: this.#own('modelAtSite', origin) },
        { level: 'model', all: at('model', origin), own: this.#own('model', origin) },
      ];
    };
    const of = (level: GroupLevel, origin: Origin, bounds: Bounds): ReliabilityIndex =>
      index(at(level, origin), uptimeOf(level, origin), circlesOf(level, origin), bounds);
    return {
      all: index(fleet, availability.port_uptime, []),
      of: (level, origin) => of(level, origin, betaBounds),
      score: (level, origin) => {
        const scored = of(level, origin, noBounds);
        return scored.too_few ? null : scored.score;
      },
    };
  }

  /** Port-seconds of every group of a level: a station that had no flow still counts at its site. */
  #uptimes(level: GroupLevel, { stations }: Report['availability']): ReadonlyMap<string, IndexCount> {
    const pooled = new Map<string, { numerator: number; denominator: number }>();
    for (const { station, site, port_uptime } of stations) {
      const origin = this.#origins.get(station)?.at(-1);
      const key = level === 'site' ? site : origin && KEYS[level](origin);
      if (key === undefined) continue;
      const sum = pooled.get(key) ?? { numerator: 0, denominator: 0 };
      sum.numerator += port_uptime.numerator;
      sum.denominator += port_uptime.denominator;
      pooled.set(key, sum);
    }
    return pooled;
  }

  #totals(keyOf: (origin: Origin) => string): ReadonlyMap<string, IndexSums> {
    const totals = new Map<string, IndexSums>();
    for (const [origin, sums] of this.#sums) {
      const key = keyOf(origin);
      const total = totals.get(key) ?? noSums();
      addSumsTo(total, sums);
      totals.set(key, total);
    }
    return totals;
  }

  /** What a station gave to its peers of a level. */
  #own(level: Level, origin: Origin): IndexSums {
    const key = KEYS[level](origin);
    const peers = (this.#origins.get(origin.station) ?? []).filter((other) => KEYS[level](other) === key);
    return sumOf(peers.flatMap((other) => this.#sums.get(other) ?? []));
  }

  #of(origin: Origin): IndexSums {
    const ofStation = this.#origins.get(origin.station);
    if (ofStation === undefined) this.#origins.set(origin.station, [origin]);
    else if (ofStation.at(-1) !== origin) {
      const index = ofStation.indexOf(origin);
      if (index >= 0) ofStation.splice(index, 1);
      ofStation.push(origin);
    }
    const known = this.#sums.get(origin);
    if (known) return known;
    const sums = noSums();
    this.#sums.set(origin, sums);
    return sums;
  }
}

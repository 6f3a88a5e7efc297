import { chance } from '../fleet/chance.ts';
import type { FleetStation } from '../fleet/fleet.ts';
import { flatLabels, type SampledSeries, type Samples } from '../../rules-cost/blocks/sampled-series.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How often the groups of `alert-rules/source/record-*.yaml` are evaluated. */
const LEVEL_MS = 4 * MINUTE_MS;
const STATION_MS = HOUR_MS;
/** Different curves; many series share one, as a block has each of them. */
const CURVES = 16;

/** What is counted in an hour, as a share of the visits that begin in it. */
const COUNTS = {
  ev_charge_visits: 1,
  ev_charge_visits_first_ok: 0.8,
  ev_charge_start_attempts: 1.2,
  ev_charge_start_successes: 1.02,
  ev_charge_end_attempts: 1.02,
  ev_charge_end_successes: 0.99,
} as const;

/** An hour's increments over some days, recorded every `every` ms: busy by day, never a round number. */
function curve(seed: number, { from, to, every, visits }: Curve): Samples {
  const random = chance(seed);
  const size = Math.floor((to - from) / every);
  const times = Float64Array.from({ length: size }, (_, index) => from + index * every + 1_234);
  const values = Float64Array.from(times, (at) => {
    const busy = 1 - Math.cos((2 * Math.PI * (at % (24 * HOUR_MS))) / (24 * HOUR_MS));
    return visits * busy * (0.8 + 0.4 * random());
  });
  return { times, values };
}

interface Curve {
  readonly from: number;
  readonly to: number;
  readonly every: number;
  /** An hour, on average. */
  readonly visits: number;
}

/** Groups of stations that a level has a series for, by its labels. */
function groupsOf(
  fleet: readonly FleetStation[],
  labels: readonly (keyof FleetStation)[],
): ReadonlyMap<string, { readonly labels: Readonly<Record<string, string>>; readonly stations: number }> {
  const groups = new Map<string, { labels: Record<string, string>; stations: number }>();
  for (const one of fleet) {
    const own = Object.fromEntries(labels.map((label) => [label, one[label]]));
    const key = JSON.stringify(own);
    const known = groups.get(key) ?? { labels: own, stations: 0 };
    known.stations += 1;
    groups.set(key, known);
  }
  return groups;
}

const LEVELS: readonly (readonly [level: string, every: number, labels: readonly (keyof FleetStation)[]])[] =
  [
    ['fleet', LEVEL_MS, []],
    ['model', LEVEL_MS, ['model']],
    ['firmware', LEVEL_MS, ['model', 'firmware']],
    ['site', LEVEL_MS, ['site']],
    ['cohort', LEVEL_MS, ['site', 'model', 'firmware']],
    ['station', STATION_MS, ['site', 'station', 'model']],
  ];

/** Visits that begin at a station in an hour. */
const VISITS = 0.12;

/** The recorded series that pages read, for every level, from `from` to `to` (ms since the epoch). */
export function recordedSeries(
  fleet: readonly FleetStation[],
  { from, to }: { readonly from: number; readonly to: number },
): SampledSeries[] {
  const series: SampledSeries[] = [];
  for (const [level, every, labels] of LEVELS) {
    const curves = new Map<string, Samples>();
    let number = 0;
    for (const group of groupsOf(fleet, labels).values()) {
      number += 1;
      for (const [metric, share] of Object.entries(COUNTS)) {
        const key = `${metric} ${group.stations} ${number % CURVES}`;
        const visits = VISITS * share * group.stations;
        const samples = curves.get(key) ?? curve(number % CURVES, { from, to, every, visits });
        curves.set(key, samples);
        series.push({
          labels: flatLabels({ __name__: `${level}:${metric}:increase1h`, ...group.labels }),
          samples,
        });
      }
    }
  }
  return series;
}

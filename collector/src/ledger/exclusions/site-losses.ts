import type { StateInterval } from '../../model/availability.ts';
import type { SettledFlow } from '../../model/flow.ts';
import type { Exclusion } from '../../model/exclusion.ts';
import type { StationEvent } from '../../model/station-event.ts';
import { newExclusion, PROPOSED_BY_DATA } from './new-exclusion.ts';

/** A site is taken to have lost its supply when as many of its stations fall silent within that time, and come back. */
export const FEWEST_STATIONS = 3;
export const WITHIN_MS = 60_000;
/** A station that returns so much later than the third has a problem of its own. */
const RETURN_SPREAD_MS = 900_000;

interface Loss {
  readonly station: string;
  readonly start: number;
  readonly end: number;
}

/** Stretches without contact, from a known state back to a known state; one a station and moment. */
const lossesOf = (intervals: readonly StateInterval[]): readonly Loss[] => {
  const known = (state: StateInterval['state']): boolean => state !== 'unknown' && state !== 'unobserved';
  const key = ({ station, evse, connector }: StateInterval, at: number): string =>
    `${station} ${evse} ${connector} ${at}`;
  const endsKnown = new Set<string>();
  const unwatched = new Set<string>();
  for (const interval of intervals) {
    if (known(interval.state)) endsKnown.add(key(interval, interval.end));
    if (interval.state === 'unobserved') unwatched.add(key(interval, interval.start));
  }
  const losses = new Map<string, Loss>();
  for (const interval of intervals) {
    const { state, station, start, end } = interval;
    if (state !== 'unknown' || !endsKnown.has(key(interval, start)) || unwatched.has(key(interval, end)))
      continue;
    const at = `${station} ${start}`;
    losses.set(at, { station, start, end: Math.max(end, losses.get(at)?.end ?? end) });
  }
  return [...losses.values()].sort((one, other) => one.start - other.start);
};

/** Stations that fell silent together. */
const clustersOf = (losses: readonly Loss[]): readonly (readonly Loss[])[] => {
  const clusters: Loss[][] = [];
  for (const loss of losses) {
    const last = clusters.at(-1);
    if (last?.[0] && loss.start - last[0].start <= WITHIN_MS) last.push(loss);
    else clusters.push([loss]);
  }
  return clusters;
};

/** Restarts that a loss of supply explains; OCPP 1.6 gives no reason. Who lost the link only does not restart. */
const RESTARTS: ReadonlySet<string> = new Set(['power_up', 'unknown']);
/** How long after its return a station may take to say that it has started. */
const STARTING_MS = 600_000;

/** What speaks for a loss of supply. */
interface Supply {
  readonly cut: readonly SettledFlow[];
  readonly restarts: readonly StationEvent[];
  /** The site's own meter saw the grid go. */
  readonly grid: readonly StationEvent[];
  /** Links that went down: then contact says nothing of the supply. */
  readonly links: readonly StationEvent[];
}

/** Clocks of a meter or router and ours need not agree to the second. */
const AROUND_MS = 300_000;

const supplyOf = (
  cluster: readonly Loss[],
  [start, end]: readonly [number, number],
  flows: readonly SettledFlow[],
  events: readonly StationEvent[],
): Supply => ({
  cut: flows.filter(
    (flow) => flow.reason === 'power_loss' && flow.start < end && flow.end > start - WITHIN_MS,
  ),
  restarts: events.filter(
    ({ kind, detail, station, at }) =>
      kind === 'boot' &&
      RESTARTS.has(detail) &&
      cluster.some((loss) => loss.station === station && at >= loss.start && at <= loss.end + STARTING_MS),
  ),
  grid: around(events, 'grid', 'lost', [start, end]),
  links: around(events, 'link', 'down', [start, end]),
});

const around = (
  events: readonly StationEvent[],
  kind: 'grid' | 'link',
  detail: string,
  [start, end]: readonly [number, number],
): StationEvent[] =>
  events.filter(
    (event) =>
      event.kind === kind &&
      event.detail === detail &&
      event.at >= start - AROUND_MS &&
      event.at <= Math.min(end, start + AROUND_MS),
  );

/** Three stations at once are a site; fewer are one where they are all there are, and something speaks for the supply. */
const isSite = (
  lost: readonly string[],
  stations: ReadonlySet<string>,
  { cut, restarts, grid }: Supply,
): boolean =>
  lost.length >= FEWEST_STATIONS ||
  (lost.length === stations.size &&
    (grid.length > 0 || cut.length > 0 || restarts.some(({ detail }) => detail === 'power_up')));

const minutes = (milliseconds: number): number => Math.round(milliseconds / 60_000);

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const inWords = ({ cut, restarts, grid, links }: Supply, lost: readonly string[]): string => {
  const restarted = new Set(restarts.map(({ station }) => station)).size;
  const signs = [
    ...(grid.length > 0 ? ['the meter of the site saw the grid go'] : []),
    ...(cut.length > 0 ? [`${counted(cut.length, 'charge', 'charges')} ended by power loss`] : []),
    ...(restarted > 0 ? [`${restarted} of ${lost.length} stations restarted`] : []),
  ];
  if (links.length > 0)
    signs.push(
      `${[...new Set(links.map(({ station }) => station))].join(', ')} went down, so the link may have been the cause`,
    );
  return signs.length > 0
    ? signs.join(', ')
    : 'no charge ended by power loss and no station restarted, so the link of the site may have been the cause';
};

/**
 * Proposes what looks like a loss of supply of a whole site. A dead router looks the same from afar: charges that ended
 * by power loss and restarts speak for the supply, and the reason says whether there were any, for the person who decides.
 */
export const proposeSiteLosses = (
  site: string,
  intervals: readonly StateInterval[],
  flows: readonly SettledFlow[],
  events: readonly StationEvent[],
  at: number,
): readonly Exclusion[] => {
  const stations = new Set(intervals.map(({ station }) => station));
  return clustersOf(lossesOf(intervals)).flatMap((cluster) => {
    const lost = [...new Set(cluster.map(({ station }) => station))];
    const start = cluster[0]?.start ?? 0;
    const returns = cluster.map(({ end }) => end).sort((one, other) => one - other);
    const enough = returns[Math.min(FEWEST_STATIONS, lost.length) - 1] ?? start;
    const end = Math.max(...returns.filter((back) => back <= enough + RETURN_SPREAD_MS));
    const supply = supplyOf(cluster, [start, end], flows, events);
    if (!isSite(lost, stations, supply)) return [];
    const exclusion = newExclusion({
      ...{ site, station: null, evse: null, kind: 'utility_interruption', start, end },
      reason:
        `${lost.length} of ${stations.size} stations out of contact within ${WITHIN_MS / 1_000} s ` +
        `and back after ${minutes(end - start)} min; ${inWords(supply, lost)}`,
      evidence: [
        ...lost.map((station) => `station:${station}`),
        ...supply.cut.map(({ id }) => `flow:${id}`),
        ...[...supply.grid, ...supply.links].map(
          ({ kind, station, detail, at: seen }) =>
            `${kind}:${station} ${detail} ${new Date(seen).toISOString()}`,
        ),
        ...supply.restarts.map(
          ({ station, detail, at: booted }) => `boot:${station} ${detail} ${new Date(booted).toISOString()}`,
        ),
      ],
      proposedBy: PROPOSED_BY_DATA,
      proposedAt: at,
    });
    return [exclusion];
  });
};

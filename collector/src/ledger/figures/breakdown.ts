import { kpi, type Kpi } from '../../model/kpi.ts';
import type { Reason } from '../../model/reason.ts';
import type { ReliabilityIndex } from '../../model/reliability-index.ts';
import { localTime } from '../../model/zoned-time.ts';
import { FEWEST_ATTEMPTS } from '../report/groups.ts';
import type { Origin } from '../report/origin.ts';
import type { ReliabilityFigures } from '../report/reliability-book.ts';
import type { GroupFigures, Report } from '../report/report.ts';
import { availabilityFigures } from './availability.ts';
import { fewestThatLost } from './concentration.ts';
import type { FigureColumns } from './figure-columns.ts';
import type { FlowFilter } from './figure-filter.ts';
import { indexFigures } from './index-figures.ts';
import { originSums } from './origin-sums.ts';
import { reasonsOf } from './reasons.ts';
import { select, type Selection } from './selection.ts';
import { standingOf, type Standing } from './standings.ts';
import { tallyOf } from './tallies.ts';
import { countVerdicts, type Grouping } from './verdict-counts.ts';

export const BREAKDOWNS = ['site', 'station', 'vendor', 'model', 'firmware', 'hour', 'weekday'] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];
export const RANKINGS = [
  'charges_lost',
  'session_success',
  'first_charge_success',
  'reliability_index',
  'flows',
  'key',
] as const;
export type Ranking = (typeof RANKINGS)[number];

export interface BreakdownQuery {
  readonly by: Breakdown;
  readonly rank: Ranking;
  readonly limit: number;
  /** So many groups, the first by rank, are left out. */
  readonly offset?: number;
  /** Clock of hours and weekdays. */
  readonly timeZone: string;
}

/** One group; of the words of its origin those that all of it has in common. */
export interface BreakdownGroup extends GroupFigures, Partial<Origin> {
  readonly key: string;
  readonly too_few: boolean;
  readonly commonest_reason: Reason | null;
  readonly reliability_index: ReliabilityIndex | null;
  readonly port_uptime: Kpi | null;
}

/** Which words of an origin a group has in common, and so is told by. */
const WORDS = {
  site: ['site'],
  station: ['station', 'site', 'vendor', 'model', 'firmware'],
  vendor: ['vendor'],
  model: ['vendor', 'model'],
  firmware: ['vendor', 'model', 'firmware'],
} as const satisfies Readonly<Record<string, readonly (keyof Origin)[]>>;
type OriginBreakdown = keyof typeof WORDS;
const isOfOrigin = (by: Breakdown): by is OriginBreakdown => by in WORDS;

const keyOf = (by: OriginBreakdown, origin: Origin): string =>
  by === 'station' ? origin.station : WORDS[by].map((word) => origin[word]).join(' ');

interface Named extends Grouping {
  /** By the number of the group. */
  readonly keys: readonly string[];
  /** The origin of its latest flow; null where groups are of time. */
  readonly origins: readonly (Origin | null)[];
}

const known = new WeakMap<Selection, Map<OriginBreakdown, Named>>();

/** Made once for a selection: stations are asked for beside whatever else is. */
const byOrigin = (columns: FigureColumns, selection: Selection, by: OriginBreakdown): Named => {
  const made = known.get(selection) ?? new Map<OriginBreakdown, Named>();
  known.set(selection, made);
  const groups = made.get(by) ?? groupedBy(columns, selection, by);
  made.set(by, groups);
  return groups;
};

const groupedBy = (columns: FigureColumns, selection: Selection, by: OriginBreakdown): Named => {
  const { flows, visits } = columns;
  const keys: string[] = [];
  const origins: Origin[] = [];
  const latest: number[] = [];
  const known = new Map<string, number>();
  const starts = originSums(columns, selection).latest;
  const told = by === 'station' ? (['station'] as const) : WORDS[by];
  const groupOf = Uint32Array.from(flows.origins.values, (origin, number) => {
    const start = starts[number] ?? -Infinity;
    if (start === -Infinity) return 0;
    const key = JSON.stringify(told.map((word) => origin[word]));
    const group = known.get(key) ?? keys.length;
    if (group === keys.length) {
      known.set(key, group);
      keys.push(keyOf(by, origin));
    }
    if (start >= (latest[group] ?? -Infinity)) {
      latest[group] = start;
      origins[group] = origin;
    }
    return group;
  });
  const { origin: ofFlow } = flows.table.columns;
  const { origin: ofVisit } = visits.table.columns;
  return {
    ...{ size: keys.length, keys, origins },
    flow: (index) => groupOf[ofFlow[index] ?? 0] ?? 0,
    visit: (index) => groupOf[ofVisit[index] ?? 0] ?? 0,
    ofOrigin: (number) => groupOf[number] ?? 0,
  };
};

const QUARTER_MS = 900_000;

/** By the hour 0–23 or the weekday 1–7 of a zone's clock. Zones change by whole quarters, so each one is asked once. */
export const byClock = ({ flows, visits }: FigureColumns, by: 'hour' | 'weekday', zone: string): Named => {
  const known = new Map<number, number>();
  const size = by === 'hour' ? 24 : 7;
  const groupAt = (at: number): number => {
    const quarter = Math.floor(at / QUARTER_MS);
    const found = known.get(quarter);
    if (found !== undefined) return found;
    const { year, month, day, hour } = localTime(zone, quarter * QUARTER_MS);
    const group = by === 'hour' ? hour : (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
    known.set(quarter, group);
    return group;
  };
  return {
    size,
    keys: Array.from({ length: size }, (_, group) => String(by === 'hour' ? group : group + 1)),
    origins: Array.from({ length: size }, () => null),
    flow: (index) => groupAt(flows.table.columns.start[index] ?? 0),
    visit: (index) => groupAt(visits.table.columns.start[index] ?? 0),
  };
};

const worse = (one: number | null, other: number | null): number =>
  (one ?? Infinity) - (other ?? Infinity) || 0;

interface Candidate {
  readonly group: number;
  readonly standing: Standing;
  readonly too_few: boolean;
  readonly key: string;
}

/** Worst first by `rank`, equal ones by key; too few attempts last, but where the order is of keys. */
const orderBy =
  (rank: Ranking, scoreOf: (candidate: Candidate) => number | null) =>
  (one: Candidate, other: Candidate): number => {
    const byKey = one.key < other.key ? -1 : 1;
    if (rank === 'key') return byKey;
    const few = Number(one.too_few) - Number(other.too_few);
    if (few !== 0) return few;
    if (rank === 'flows') return other.standing.flows - one.standing.flows || byKey;
    if (rank === 'reliability_index') return worse(scoreOf(one), scoreOf(other)) || byKey;
    const ratio = ({ standing }: Candidate): number | null =>
      rank === 'first_charge_success' ? standing.firstChargeSuccess : standing.sessionSuccess;
    const lost = rank === 'charges_lost' ? other.standing.lost - one.standing.lost : 0;
    return lost || worse(ratio(one), ratio(other)) || byKey;
  };

const pooledUptime = (
  by: OriginBreakdown,
  { stations }: Report['availability'],
  latest: ReadonlyMap<string, Origin>,
) => {
  const pooled = new Map<string, { numerator: number; denominator: number }>();
  for (const { station, site, port_uptime } of stations) {
    const origin = latest.get(station);
    const key = by === 'site' ? site : by === 'station' ? station : origin && keyOf(by, origin);
    if (key === undefined) continue;
    const sum = pooled.get(key) ?? { numerator: 0, denominator: 0 };
    sum.numerator += port_uptime.numerator;
    sum.denominator += port_uptime.denominator;
    pooled.set(key, sum);
  }
  return pooled;
};

/** Groups, ranked. `total` and `four_fifths`, the fewest groups that lost four fifths of the charges, count those that the limit left out, too. */
export interface BreakdownFigures {
  readonly total: number;
  readonly four_fifths: number;
  readonly items: readonly BreakdownGroup[];
}

/** Groups of what passes the filter. */
export const breakdownFigures = (
  columns: FigureColumns,
  filter: FlowFilter,
  { by, rank, limit, timeZone, offset = 0 }: BreakdownQuery,
): BreakdownFigures => {
  const selection = select(columns, filter);
  const groups = isOfOrigin(by) ? byOrigin(columns, selection, by) : byClock(columns, by, timeZone);
  const reasons = reasonsOf(columns, selection, groups);
  const level = by === 'vendor' || !isOfOrigin(by) ? null : by;
  const availability = isOfOrigin(by) ? availabilityFigures(columns, filter) : null;
  const reliability: ReliabilityFigures | null =
    level !== null && availability ? indexFigures(columns, selection, availability) : null;
  const uptimes =
    isOfOrigin(by) && availability
      ? pooledUptime(by, availability, latestByStation(columns, selection))
      : null;
  const indexOf = ({ group }: Candidate): ReliabilityIndex | null => {
    const origin = groups.origins[group];
    return level !== null && reliability && origin ? reliability.of(level, origin) : null;
  };
  const scores = new Map<number, number | null>();
  const scoreOf = ({ group }: Candidate): number | null => {
    const known = scores.get(group);
    if (known !== undefined) return known;
    const origin = groups.origins[group];
    const score = level !== null && reliability && origin ? reliability.score(level, origin) : null;
    scores.set(group, score);
    return score;
  };
  const counts = countVerdicts(columns, selection, groups);
  const candidates = groups.keys.map((key, group): Candidate => {
    const standing = standingOf(counts, group);
    return { group, standing, key, too_few: standing.attempts < FEWEST_ATTEMPTS };
  });
  // Hours and weekdays stand in their order unless a rank is asked for.
  const ranked = candidates.sort(orderBy(rank, scoreOf));
  return {
    total: groups.size,
    four_fifths: fewestThatLost(candidates.map(({ standing }) => standing.lost)),
    items: ranked.slice(offset, offset + limit).map((candidate) => {
      const { group, key, too_few } = candidate;
      const origin = groups.origins[group];
      const words = isOfOrigin(by) && origin ? WORDS[by].map((word) => [word, origin[word]] as const) : [];
      const uptime = uptimes?.get(key) ?? (uptimes ? { numerator: 0, denominator: 0 } : null);
      return {
        key,
        ...Object.fromEntries(words),
        ...tallyOf(counts, group).figures(),
        too_few,
        commonest_reason: reasons(group)[0]?.[0] ?? null,
        reliability_index: indexOf(candidate),
        port_uptime: uptime && kpi(uptime.numerator, uptime.denominator),
      };
    }),
  };
};

/** What each station was at its latest flow or visit of the selection. */
export const latestByStation = (
  columns: FigureColumns,
  selection: Selection,
): ReadonlyMap<string, Origin> => {
  const { keys, origins } = byOrigin(columns, selection, 'station');
  return new Map(
    keys.flatMap((station, group): [string, Origin][] => {
      const origin = origins[group];
      return origin ? [[station, origin]] : [];
    }),
  );
};

import type { Flow } from '../../model/flow.ts';
import type { Equipment, Place } from '../../model/place.ts';
import type { Visit, VisitResult } from '../../model/visit.ts';
import type { VisitsConfig } from './config.ts';

/** A flow as far as visits care; `identity` null when nobody was identified, `end` where it has ended. */
export interface Member extends Place, Equipment {
  readonly flow: string;
  readonly start: number;
  readonly end?: number;
  readonly identity: string | null;
}

/** One try inside a visit; `outcome` null while the flow is open. */
export interface Try {
  readonly flow: string;
  start: number;
  /** Event time, ms; null while the flow is open. */
  end: number | null;
  place: Place & Equipment;
  outcome: Flow['outcome'] | null;
  charged: boolean;
  /** A success after which the driver wants no more. */
  satisfied: boolean;
}

/** The tries of one stay, in order of their starts. Plain data. */
export interface VisitTries {
  readonly id: string;
  /** Whose visit it is: site and identity, or EVSE where nobody was identified. */
  readonly owner: string;
  readonly tries: Try[];
}

/** Whose visit a flow belongs to. */
export const ownerOf = (member: Pick<Member, 'site' | 'station' | 'evse' | 'identity'>): string =>
  member.identity === null
    ? `${member.site}\n${member.station}:${member.evse}`
    : `${member.site}\n${member.identity}`;

/** How long after a try the next one may begin, ms. */
export const gapOf = ({ identity }: Pick<Member, 'identity'>, config: VisitsConfig): number =>
  1_000 * (identity === null ? config.anonymous_gap_seconds : config.gap_seconds);

/** Adds a try of which nothing is known but that it began. */
export function addTry(visit: VisitTries, member: Member): Try {
  const { flow, start } = member;
  const entry: Try = {
    flow,
    start,
    end: null,
    place: placeOf(member),
    outcome: null,
    charged: false,
    satisfied: false,
  };
  visit.tries.push(entry);
  inOrder(visit);
  return entry;
}

/** Writes down what became of a try. */
export function finishTry(visit: VisitTries, entry: Try, flow: Flow, config: VisitsConfig): void {
  entry.start = flow.start;
  entry.end = flow.end;
  entry.place = placeOf(flow);
  entry.outcome = flow.outcome;
  entry.charged = flow.reachedEnergy;
  entry.satisfied = flow.outcome === 'success' && flow.energyWh >= config.satisfied_wh;
  inOrder(visit);
}

/** Latest end of an ended try; null while none has ended. */
export const endOf = ({ tries }: VisitTries): number | null =>
  tries.reduce<number | null>(
    (end, entry) => (entry.end === null ? end : Math.max(end ?? entry.end, entry.end)),
    null,
  );

/** When its driver had enough: what begins later is another visit. Infinity where he has not. */
export const satisfiedAt = ({ tries }: VisitTries): number =>
  tries.reduce((at, entry) => (entry.satisfied ? Math.min(at, entry.end ?? Infinity) : at), Infinity);

/** A try of it is still open. */
export const isRunning = ({ tries }: VisitTries): boolean => tries.some((entry) => entry.outcome === null);

/** The visit as it is told; null where every try has left it. */
export function visitOf(known: VisitTries): Visit | null {
  const { id, tries } = known;
  const [first] = tries;
  if (!first) return null;
  return {
    id,
    ...first.place,
    start: first.start,
    end: endOf(known) ?? first.start,
    result: resultOf(tries),
    flows: tries.map((entry) => entry.flow),
    charged: tries.some((entry) => entry.charged),
    hop: tries.some((entry) => entry.outcome === 'success' && isElsewhere(entry.place, first.place)),
  };
}

const placeOf = (member: Place & Equipment): Place & Equipment => {
  const { site, station, evse, connector, vendor, model, firmware } = member;
  return { site, station, evse, connector, vendor, model, firmware };
};

const inOrder = ({ tries }: VisitTries): void => {
  tries.sort((one, other) => one.start - other.start || (one.flow < other.flow ? -1 : 1));
};

/** At another EVSE; a try whose EVSE is not known is nowhere else. */
const isElsewhere = (one: Place, other: Place): boolean =>
  one.evse !== null && other.evse !== null && (one.station !== other.station || one.evse !== other.evse);

function resultOf(tries: readonly Try[]): VisitResult {
  const outcomes = tries.map((entry) => entry.outcome);
  if (outcomes[0] === 'unknown') return 'not_counted';
  if (outcomes[0] === 'success') return 'first_ok';
  if (outcomes.includes('success')) return 'later_ok';
  const counted = outcomes.some((outcome) => outcome === 'failed' || outcome === 'interrupted');
  return counted ? 'failed' : 'not_counted';
}

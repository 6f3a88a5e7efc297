import { hash } from 'node:crypto';
import type { Flow } from '../../model/flow.ts';
import type { Equipment, Place } from '../../model/place.ts';
import type { Visit, VisitResult } from '../../model/visit.ts';
import type { VisitsConfig } from './config.ts';

/** One try inside an open visit; `outcome` null while the flow is open. */
interface Try {
  readonly flow: string;
  start: number;
  place: Place & Equipment;
  outcome: Flow['outcome'] | null;
  charged: boolean;
}

/** A visit that may still get further tries. Plain data. */
export interface OpenVisit {
  readonly id: string;
  /** Whose visit it is: site and identity, or EVSE where nobody was identified. */
  readonly owner: string;
  /** Under which it is kept: the owner, until that begins another visit while a try of this one still runs. */
  readonly key: string;
  /** In order of their starts. */
  readonly tries: Try[];
  /** Latest end of an ended try, event time; null while none has ended. */
  end: number | null;
  /** Stream time of the last change. */
  changedAt: number;
  satisfied: boolean;
}

/** All open visits, by key, and the key of each flow's. Plain data. */
export interface VisitBook {
  readonly open: Map<string, OpenVisit>;
  readonly byFlow: Map<string, string>;
  /** How many visits each open flow has founded. */
  readonly founded: Map<string, number>;
}

/** A flow as far as visits care; `identity` null when nobody was identified. */
export interface Member extends Place, Equipment {
  readonly flow: string;
  readonly start: number;
  readonly identity: string | null;
}

/** No visit is open. */
export const newVisitBook = (): VisitBook => ({ open: new Map(), byFlow: new Map(), founded: new Map() });

const ownerOf = (member: Member): string =>
  member.identity === null
    ? `${member.site}\n${member.station}:${member.evse}`
    : `${member.site}\n${member.identity}`;

/** A flow gives its id to the visit that it founds; one that left that to its other tries and founds another, a new one. */
function visitId(book: VisitBook, flow: string): string {
  const before = book.founded.get(flow) ?? 0;
  book.founded.set(flow, before + 1);
  return before === 0 ? flow : hash('sha256', `${flow}\n${before}`).slice(0, 16);
}

const placeOf = (member: Member): Place & Equipment => {
  const { site, station, evse, connector, vendor, model, firmware } = member;
  return { site, station, evse, connector, vendor, model, firmware };
};

/**
 * Puts a flow into the visit it belongs to, opening one where needed; gives the visits that this proves to be over,
 * and the one that the flow left.
 * Identities never mix: a flow whose driver turns out to be another moves to that driver's visit (ruling 12).
 */
export function join(
  book: VisitBook,
  member: Member,
  config: VisitsConfig,
  now: number,
): { visit: OpenVisit; over: Visit[]; left: OpenVisit | null } {
  const owner = ownerOf(member);
  const over: Visit[] = [];
  let left: OpenVisit | null = null;
  const current = visitOf(book, member.flow);
  if (current) {
    if (current.owner === owner) return { visit: current, over, left };
    leave(book, current, member.flow);
    left = current;
  }
  const gapMs = 1_000 * (member.identity === null ? config.anonymous_gap_seconds : config.gap_seconds);
  let visit = book.open.get(owner);
  if (visit && !accepts(visit, member.start, gapMs)) {
    if (isRunning(visit)) detach(book, visit);
    else over.push(...closeVisit(book, visit));
    visit = undefined;
  }
  if (!visit) {
    visit = {
      id: visitId(book, member.flow),
      owner,
      key: owner,
      tries: [],
      end: null,
      changedAt: now,
      satisfied: false,
    };
    book.open.set(owner, visit);
  }
  const { flow, start } = member;
  visit.tries.push({ flow, start, place: placeOf(member), outcome: null, charged: false });
  inOrder(visit);
  visit.changedAt = now;
  book.byFlow.set(flow, visit.key);
  return { visit, over, left };
}

function accepts(visit: OpenVisit, start: number, gapMs: number): boolean {
  if (visit.satisfied) return false;
  return visit.end === null || start - visit.end <= gapMs;
}

const isRunning = (visit: OpenVisit): boolean => visit.tries.some((entry) => entry.outcome === null);

const inOrder = (visit: OpenVisit): void => {
  visit.tries.sort((one, other) => one.start - other.start || (one.flow < other.flow ? -1 : 1));
};

const visitOf = (book: VisitBook, flow: string): OpenVisit | undefined =>
  book.open.get(book.byFlow.get(flow) ?? '');

function leave(book: VisitBook, visit: OpenVisit, flow: string): void {
  const index = visit.tries.findIndex((entry) => entry.flow === flow);
  if (index >= 0) visit.tries.splice(index, 1);
  book.byFlow.delete(flow);
  if (visit.tries.length === 0) book.open.delete(visit.key);
}

/** A visit whose owner begins another one while a try of it still runs lives on under a key of its own. */
function detach(book: VisitBook, visit: OpenVisit): void {
  book.open.delete(visit.key);
  const aside: OpenVisit = { ...visit, key: `${visit.owner}\n${visit.id}` };
  book.open.set(aside.key, aside);
  for (const entry of aside.tries) book.byFlow.set(entry.flow, aside.key);
}

/** Writes down how a try ended; `attempt` is 1 for the first of its visit. The flow must have joined. */
export function endTry(
  book: VisitBook,
  flow: Flow,
  config: VisitsConfig,
  now: number,
): { visit: OpenVisit; attempt: number } | undefined {
  book.founded.delete(flow.id);
  const visit = visitOf(book, flow.id);
  const entry = visit?.tries.find((candidate) => candidate.flow === flow.id);
  if (!visit || !entry) return undefined;
  entry.outcome = flow.outcome;
  entry.charged = flow.reachedEnergy;
  entry.start = flow.start;
  entry.place = placeOf({ ...flow, flow: flow.id });
  inOrder(visit);
  visit.end = Math.max(visit.end ?? flow.end, flow.end);
  visit.changedAt = now;
  if (flow.outcome === 'success' && flow.energyWh >= config.satisfied_wh) visit.satisfied = true;
  return { visit, attempt: 1 + visit.tries.indexOf(entry) };
}

/** Stream time at which a visit is over: at once when satisfied, after the quiet time otherwise, never while a try of it is open. */
export function overAt(visit: OpenVisit, config: VisitsConfig): number {
  if (isRunning(visit)) return Infinity;
  if (visit.satisfied) return visit.changedAt;
  return (visit.end ?? 0) + 1_000 * (config.quiet_seconds + config.lateness_seconds);
}

/** The earliest end of an open visit. */
export function nextOver(book: VisitBook, config: VisitsConfig): number {
  let next = Infinity;
  for (const visit of book.open.values()) next = Math.min(next, overAt(visit, config));
  return next;
}

/** Takes a visit in which no try runs any more out of the book and gives its result. */
export function closeVisit(book: VisitBook, visit: OpenVisit): Visit[] {
  book.open.delete(visit.key);
  for (const entry of visit.tries) book.byFlow.delete(entry.flow);
  const [first] = visit.tries;
  if (!first) return [];
  const ended: Visit = {
    id: visit.id,
    ...first.place,
    start: first.start,
    end: visit.end ?? first.start,
    result: resultOf(visit),
    flows: visit.tries.map((entry) => entry.flow),
    charged: visit.tries.some((entry) => entry.charged),
    hop: visit.tries.some((entry) => entry.outcome === 'success' && isElsewhere(entry.place, first.place)),
  };
  return [ended];
}

/** At another EVSE; a try whose EVSE is not known is nowhere else. */
const isElsewhere = (one: Place, other: Place): boolean =>
  one.evse !== null && other.evse !== null && (one.station !== other.station || one.evse !== other.evse);

function resultOf(visit: OpenVisit): VisitResult {
  const outcomes = visit.tries.map((entry) => entry.outcome);
  if (outcomes[0] === 'unknown') return 'not_counted';
  if (outcomes[0] === 'success') return 'first_ok';
  if (outcomes.includes('success')) return 'later_ok';
  const counted = outcomes.some((outcome) => outcome === 'failed' || outcome === 'interrupted');
  return counted ? 'failed' : 'not_counted';
}

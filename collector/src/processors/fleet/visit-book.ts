import type { Flow } from '../../model/flow.ts';
import type { Visit, VisitResult } from '../../model/visit.ts';
import type { VisitsConfig } from './config.ts';

/** One try inside an open visit; `outcome` null while the flow is open. */
interface Try {
  readonly flow: string;
  start: number;
  outcome: Flow['outcome'] | null;
  charged: boolean;
}

/** A visit that may still get further tries. Plain data. */
export interface OpenVisit {
  readonly id: string;
  readonly key: string;
  readonly tries: Try[];
  founder: Omit<Visit, 'id' | 'start' | 'end' | 'result' | 'flows' | 'charged' | 'hop'>;
  /** Latest end of an ended try, event time; null while none has ended. */
  end: number | null;
  /** Stream time of the last change. */
  changedAt: number;
  hop: boolean;
  satisfied: boolean;
}

/** All open visits, by key and by flow. Plain data. */
export interface VisitBook {
  readonly open: Map<string, OpenVisit>;
  readonly byFlow: Map<string, string>;
}

/** A flow as far as visits care; `identity` null when nobody was identified. */
export interface Member extends Pick<
  Flow,
  'site' | 'station' | 'evse' | 'connector' | 'vendor' | 'model' | 'firmware'
> {
  readonly flow: string;
  readonly start: number;
  readonly identity: string | null;
}

/** No visit is open. */
export const newVisitBook = (): VisitBook => ({ open: new Map(), byFlow: new Map() });

const keyOf = (member: Member): string =>
  member.identity === null
    ? `${member.site}\n${member.station}:${member.evse}`
    : `${member.site}\n${member.identity}`;

/**
 * Puts a flow into the visit it belongs to, opening one where needed; visits that this proves to be over are returned.
 * Identities never mix: a flow whose driver turns out to be another moves to that driver's visit (ruling 12).
 */
export function join(
  book: VisitBook,
  member: Member,
  config: VisitsConfig,
  now: number,
): { visit: OpenVisit; over: Visit[] } {
  const key = keyOf(member);
  const over: Visit[] = [];
  const current = visitOf(book, member.flow);
  if (current) {
    if (current.key === key || member.identity === null) return { visit: current, over };
    leave(book, current, member.flow);
  }
  const gapMs = 1_000 * (member.identity === null ? config.anonymous_gap_seconds : config.gap_seconds);
  let visit = book.open.get(key);
  if (visit && !accepts(visit, member.start, gapMs)) {
    if (visit.tries.some((entry) => entry.outcome === null)) detach(book, visit);
    else over.push(...closeVisit(book, visit));
    visit = undefined;
  }
  if (!visit) {
    const { site, station, evse, connector, vendor, model, firmware } = member;
    const founder = { site, station, evse, connector, vendor, model, firmware };
    visit = {
      id: member.flow,
      key,
      tries: [],
      founder,
      end: null,
      changedAt: now,
      hop: false,
      satisfied: false,
    };
    book.open.set(key, visit);
  }
  const earliest = visit.tries[0]?.start ?? Infinity;
  if (member.start < earliest) {
    const { site, station, evse, connector, vendor, model, firmware } = member;
    visit.founder = { site, station, evse, connector, vendor, model, firmware };
  }
  visit.tries.push({ flow: member.flow, start: member.start, outcome: null, charged: false });
  visit.tries.sort((one, other) => one.start - other.start);
  visit.changedAt = now;
  book.byFlow.set(member.flow, visit.key);
  return { visit, over };
}

function accepts(visit: OpenVisit, start: number, gapMs: number): boolean {
  if (visit.satisfied) return false;
  if (visit.end === null) return true;
  return start - visit.end <= gapMs;
}

const visitOf = (book: VisitBook, flow: string): OpenVisit | undefined =>
  book.open.get(book.byFlow.get(flow) ?? '');

function leave(book: VisitBook, visit: OpenVisit, flow: string): void {
  const index = visit.tries.findIndex((entry) => entry.flow === flow);
  if (index >= 0) visit.tries.splice(index, 1);
  book.byFlow.delete(flow);
  if (visit.tries.length === 0) book.open.delete(visit.key);
}

/** A visit whose key is taken over by a new one while a try of it still runs lives on under a key of its own. */
function detach(book: VisitBook, visit: OpenVisit): void {
  book.open.delete(visit.key);
  const aside: OpenVisit = { ...visit, key: `${visit.key}\n${visit.id}` };
  book.open.set(aside.key, aside);
  for (const entry of aside.tries) book.byFlow.set(entry.flow, aside.key);
}

/** Writes down how a try ended. */
export function endTry(
  book: VisitBook,
  flow: Flow,
  config: VisitsConfig,
  now: number,
): OpenVisit | undefined {
  const visit = visitOf(book, flow.id);
  const entry = visit?.tries.find((candidate) => candidate.flow === flow.id);
  if (!visit || !entry) return undefined;
  entry.outcome = flow.outcome;
  entry.charged = flow.reachedEnergy;
  entry.start = flow.start;
  visit.tries.sort((one, other) => one.start - other.start);
  visit.end = Math.max(visit.end ?? flow.end, flow.end);
  visit.changedAt = now;
  if (flow.outcome === 'success') {
    if (flow.evse !== visit.founder.evse || flow.station !== visit.founder.station) visit.hop = true;
    if (flow.energyWh >= config.satisfied_wh) visit.satisfied = true;
  }
  return visit;
}

/** Stream time at which a visit is over: at once when satisfied, after the quiet time otherwise, never while a try of it is open. */
export function overAt(visit: OpenVisit, config: VisitsConfig): number {
  if (visit.tries.some((entry) => entry.outcome === null)) return Infinity;
  if (visit.satisfied) return visit.changedAt;
  return (visit.end ?? 0) + 1_000 * (config.quiet_seconds + config.lateness_seconds);
}

/** The earliest end of an open visit. */
export function nextOver(book: VisitBook, config: VisitsConfig): number {
  let next = Infinity;
  for (const visit of book.open.values()) next = Math.min(next, overAt(visit, config));
  return next;
}

/** Takes a visit out of the book and gives its result; nothing for one in which a try is still open. */
export function closeVisit(book: VisitBook, visit: OpenVisit): Visit[] {
  if (visit.tries.some((entry) => entry.outcome === null)) return [];
  book.open.delete(visit.key);
  for (const entry of visit.tries) book.byFlow.delete(entry.flow);
  const first = visit.tries[0];
  if (!first) return [];
  const ended: Visit = {
    id: visit.id,
    ...visit.founder,
    start: first.start,
    end: visit.end ?? first.start,
    result: resultOf(visit),
    flows: visit.tries.map((entry) => entry.flow),
    charged: visit.tries.some((entry) => entry.charged),
    hop: visit.hop,
  };
  return [ended];
}

function resultOf(visit: OpenVisit): VisitResult {
  const outcomes = visit.tries.map((entry) => entry.outcome);
  if (outcomes[0] === 'unknown') return 'not_counted';
  if (outcomes[0] === 'success') return 'first_ok';
  if (outcomes.includes('success')) return 'later_ok';
  const counted = outcomes.some((outcome) => outcome === 'failed' || outcome === 'interrupted');
  return counted ? 'failed' : 'not_counted';
}

import { hash } from 'node:crypto';
import type { Flow } from '../../model/flow.ts';
import type { Visit } from '../../model/visit.ts';
import { keepClosed, newClosedVisits, type ClosedVisits } from './closed-visits.ts';
import type { VisitsConfig } from './config.ts';
import {
  addTry,
  endOf,
  finishTry,
  gapOf,
  isRunning,
  ownerOf,
  satisfiedAt,
  visitOf,
  type Member,
  type VisitTries,
} from './visit.ts';

/** A visit that may still get further tries. Plain data. */
export interface OpenVisit extends VisitTries {
  /** Under which it is kept: the owner, until that begins another visit while a try of this one still runs. */
  readonly key: string;
  /** Stream time of the last change. */
  changedAt: number;
}

/** All open visits, by key, the key of each flow's, and those that are over. Plain data. */
export interface VisitBook {
  readonly open: Map<string, OpenVisit>;
  readonly byFlow: Map<string, string>;
  /** How many visits each open flow has founded. */
  readonly founded: Map<string, number>;
  readonly closed: ClosedVisits;
}

/** No visit is open. */
export const newVisitBook = (): VisitBook => ({
  open: new Map(),
  byFlow: new Map(),
  founded: new Map(),
  closed: newClosedVisits(),
});

/** A flow gives its id to the visit that it founds; one that left that to its other tries and founds another, a new one. */
function visitId(book: VisitBook, flow: string): string {
  const before = book.founded.get(flow) ?? 0;
  book.founded.set(flow, before + 1);
  return before === 0 ? flow : hash('sha256', `${flow}\n${before}`).slice(0, 16);
}

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
  const current = openVisitOf(book, member.flow);
  if (current) {
    if (current.owner === owner) return { visit: current, over, left };
    leave(book, member.flow);
    left = current;
  }
  let visit = book.open.get(owner);
  let key = owner;
  if (visit && isHistory(visit, member, gapOf(member, config))) {
    key = `${owner}\n${member.flow}`;
    visit = undefined;
  } else if (visit && !accepts(visit, member.start, gapOf(member, config))) {
    if (isRunning(visit)) detach(book, visit);
    else over.push(...closeVisit(book, visit));
    visit = undefined;
  }
  if (!visit) {
    visit = { id: visitId(book, member.flow), owner, key, tries: [], changedAt: now };
    book.open.set(key, visit);
  }
  addTry(visit, member);
  visit.changedAt = now;
  book.byFlow.set(member.flow, visit.key);
  return { visit, over, left };
}

/** Told so late that what its driver does now is another visit. */
const isHistory = ({ tries }: OpenVisit, { start, end = start }: Member, gapMs: number): boolean =>
  (tries[0]?.start ?? start) - end > gapMs;

function accepts(visit: OpenVisit, start: number, gapMs: number): boolean {
  const end = endOf(visit);
  return start < satisfiedAt(visit) && (end === null || start - end <= gapMs);
}

const openVisitOf = (book: VisitBook, flow: string): OpenVisit | undefined =>
  book.open.get(book.byFlow.get(flow) ?? '');

/** The flow is in an open visit with others. */
export const isAccompanied = (book: VisitBook, flow: string): boolean =>
  (openVisitOf(book, flow)?.tries.length ?? 0) > 1;

/** Takes a flow out of the open visit that it is in. */
export function leave(book: VisitBook, flow: string): void {
  const visit = openVisitOf(book, flow);
  book.byFlow.delete(flow);
  if (!visit) return;
  const index = visit.tries.findIndex((entry) => entry.flow === flow);
  if (index >= 0) visit.tries.splice(index, 1);
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
  const visit = openVisitOf(book, flow.id);
  const entry = visit?.tries.find((candidate) => candidate.flow === flow.id);
  if (!visit || !entry) return undefined;
  finishTry(visit, entry, flow, config);
  visit.changedAt = now;
  return { visit, attempt: 1 + visit.tries.indexOf(entry) };
}

/** Something else is known of a try that has ended; false where its visit is not open any more. */
export function amendTry(book: VisitBook, flow: Flow, config: VisitsConfig): boolean {
  const visit = openVisitOf(book, flow.id);
  const entry = visit?.tries.find((candidate) => candidate.flow === flow.id);
  if (!visit || !entry) return false;
  finishTry(visit, entry, flow, config);
  return true;
}

/** Stream time at which a visit is over: at once when satisfied, after the quiet time otherwise, never while a try of it is open. */
export function overAt(visit: OpenVisit, config: VisitsConfig): number {
  if (isRunning(visit)) return Infinity;
  if (satisfiedAt(visit) < Infinity) return visit.changedAt;
  return (endOf(visit) ?? 0) + 1_000 * (config.quiet_seconds + config.lateness_seconds);
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
  const ended = visitOf(visit);
  if (!ended) return [];
  const { id, owner, tries } = visit;
  keepClosed(book.closed, { id, owner, tries });
  return [ended];
}

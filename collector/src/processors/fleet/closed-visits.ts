import type { Flow } from '../../model/flow.ts';
import type { Visit, VisitResult } from '../../model/visit.ts';
import type { VisitsConfig } from './config.ts';
import { addTry, finishTry, gapOf, ownerOf, satisfiedAt, visitOf, type VisitTries } from './visit.ts';

/** Visits that are over, the newest 10,000: a try that is told late may still belong to one of them. Plain data. */
export interface ClosedVisits {
  /** By id, oldest first. */
  readonly visits: Map<string, VisitTries>;
  /** Owner → ids, oldest first. */
  readonly byOwner: Map<string, string[]>;
}

const MAX_CLOSED = 10_000;

/** None is over. */
export const newClosedVisits = (): ClosedVisits => ({ visits: new Map(), byOwner: new Map() });

/** Remembers a visit that is over. */
export function keepClosed(closed: ClosedVisits, visit: VisitTries): void {
  closed.visits.set(visit.id, visit);
  closed.byOwner.set(visit.owner, [...(closed.byOwner.get(visit.owner) ?? []), visit.id]);
  if (closed.visits.size <= MAX_CLOSED) return;
  for (const oldest of closed.visits.values()) {
    forget(closed, oldest);
    return;
  }
}

function forget(closed: ClosedVisits, { id, owner }: VisitTries): void {
  closed.visits.delete(id);
  const left = (closed.byOwner.get(owner) ?? []).filter((other) => other !== id);
  if (left.length > 0) closed.byOwner.set(owner, left);
  else closed.byOwner.delete(owner);
}

/** A visit of which more is known, and what it was told to be before. */
interface AmendedVisit {
  readonly visit: Visit;
  readonly from: VisitResult;
}

/** … and which of its tries the flow is, counted from 1. */
interface Rejoined extends AmendedVisit {
  readonly attempt: number;
}

/** Puts an ended flow into the visit that was over before anybody knew of the flow; undefined where it fits none. */
export function joinClosed(closed: ClosedVisits, flow: Flow, config: VisitsConfig): Rejoined | undefined {
  const owner = ownerOf(flow);
  const gapMs = gapOf(flow, config);
  for (const id of closed.byOwner.get(owner) ?? []) {
    const known = closed.visits.get(id);
    if (!known || !fits(known, flow, gapMs, config)) continue;
    const from = visitOf(known)?.result ?? 'not_counted';
    const entry = addTry(known, { ...flow, flow: flow.id });
    finishTry(known, entry, flow, config);
    const visit = visitOf(known);
    return visit ? { visit, from, attempt: 1 + known.tries.indexOf(entry) } : undefined;
  }
  return undefined;
}

function fits(known: VisitTries, flow: Flow, gapMs: number, config: VisitsConfig): boolean {
  const [first] = known.tries;
  if (!first) return false;
  if (flow.start < first.start) {
    const enough = flow.outcome === 'success' && flow.energyWh >= config.satisfied_wh;
    return first.start - flow.end <= gapMs && !(enough && first.start >= flow.end);
  }
  const before = known.tries.filter(({ start }) => start <= flow.start);
  const end = Math.max(...before.map((entry) => entry.end ?? entry.start));
  return flow.start - end <= gapMs && flow.start < satisfiedAt(known);
}

/** Something else is known of a try of a visit that was over; undefined where that leaves the visit as it was told. */
export function amendClosed(
  closed: ClosedVisits,
  flow: Flow,
  config: VisitsConfig,
): AmendedVisit | undefined {
  for (const id of closed.byOwner.get(ownerOf(flow)) ?? []) {
    const known = closed.visits.get(id);
    const entry = known?.tries.find((candidate) => candidate.flow === flow.id);
    if (!known || !entry) continue;
    const before = visitOf(known);
    finishTry(known, entry, flow, config);
    const after = visitOf(known);
    const isAsBefore = JSON.stringify(after) === JSON.stringify(before);
    return after && !isAsBefore ? { visit: after, from: before?.result ?? 'not_counted' } : undefined;
  }
  return undefined;
}

import type { Flow, SettledFlow } from '../../model/flow.ts';
import { countsInStart } from '../../model/kpi.ts';
import type { FlowEvent, Outcome } from '../../model/outcome.ts';
import type { StageName } from '../../model/stage.ts';
import {
  beginCharge,
  chargedElsewhere,
  endCharge,
  identify,
  newConcurrency,
  type Concurrency,
} from './concurrency.ts';
import type { VisitsConfig } from './config.ts';
import { attribute } from './patterns/attribute.ts';
import type { PatternsConfig } from './patterns/config.ts';
import { newPatternBook, type PatternBook } from './patterns/pattern-book.ts';
import { amendClosed, joinClosed } from './closed-visits.ts';
import type { Member } from './visit.ts';
import {
  amendTry,
  closeVisit,
  endTry,
  isAccompanied,
  join,
  leave,
  newVisitBook,
  nextOver,
  overAt,
  type OpenVisit,
  type VisitBook,
} from './visit-book.ts';

/** How the fleet tracker works. */
export interface FleetConfig {
  readonly visits: VisitsConfig;
  readonly patterns: PatternsConfig;
}

/** What the fleet tracker remembers. */
export interface FleetState {
  /** Flow events that wait for lateness to pass, in the order in which they became known. */
  readonly queue: FlowEvent[];
  /** Open flows whose start verdict has been counted. */
  readonly startCounted: Set<string>;
  readonly concurrency: Concurrency;
  readonly visits: VisitBook;
  readonly patterns: PatternBook;
  /** Settled flows whose stop was never seen: one that comes late may still explain them. The newest 10,000. */
  readonly unstopped: Map<string, Pick<SettledFlow, 'visit' | 'attempt' | 'late' | 'outcome'>>;
  /** Stream time before which no visit is over. */
  visitsDueAt: number;
}

/** Whose visits are open, and whose flows wait to be settled, as hashes. */
export const identitiesUnderWay = ({ queue, visits }: FleetState): readonly string[] => [
  ...queue.flatMap((event) => (event.kind === 'flow_ended' ? (event.flow.identity ?? []) : [])),
  ...[...visits.open.values()].flatMap(({ owner }) => owner.split('\n')[1] ?? []),
];

/** A fleet of which nothing is known. */
export const newFleetState = (): FleetState => ({
  queue: [],
  startCounted: new Set(),
  concurrency: newConcurrency(),
  visits: newVisitBook(),
  patterns: newPatternBook(),
  unstopped: new Map(),
  visitsDueAt: Infinity,
});

/** Settles what has waited long enough by the stream's time, and ends visits that are over. */
export function advance(state: FleetState, config: FleetConfig, now: number, outcomes: Outcome[]): void {
  const latenessMs = config.visits.lateness_seconds * 1_000;
  let taken = 0;
  for (const event of state.queue) {
    const due = event.at + latenessMs;
    if (due > now) break;
    taken += 1;
    endVisits(state, config, due, outcomes);
    settle(state, config, event, due, outcomes);
  }
  if (taken > 0) state.queue.splice(0, taken);
  endVisits(state, config, now, outcomes);
}

/** Settles everything that has ended, as at the end of the input; flows still open stay outside (ruling 11). */
export function finish(state: FleetState, config: FleetConfig, now: number, outcomes: Outcome[]): void {
  for (const event of state.queue.splice(0)) settle(state, config, event, now, outcomes);
  for (const visit of [...state.visits.open.values()]) {
    if (overAt(visit, config.visits) === Infinity) continue;
    endVisit(state, visit, now, outcomes);
  }
}

function endVisits(state: FleetState, config: FleetConfig, now: number, outcomes: Outcome[]): void {
  if (now < state.visitsDueAt) return;
  for (const visit of [...state.visits.open.values()]) {
    const due = overAt(visit, config.visits);
    if (due > now) continue;
    endVisit(state, visit, Math.max(due, 0), outcomes);
  }
  state.visitsDueAt = nextOver(state.visits, config.visits);
}

function endVisit(state: FleetState, visit: OpenVisit, at: number, outcomes: Outcome[]): void {
  for (const ended of closeVisit(state.visits, visit))
    outcomes.push({ kind: 'visit_ended', at, visit: ended });
}

function settle(
  state: FleetState,
  config: FleetConfig,
  event: FlowEvent,
  at: number,
  outcomes: Outcome[],
): void {
  switch (event.kind) {
    case 'flow_identified':
      identify(state.concurrency, event.flow, event.identity);
      return joinVisit(state, config, event, at, outcomes);
    case 'charge_begun':
      return beginCharge(state.concurrency, event.flow, event.start);
    case 'energy_reached': {
      beginCharge(state.concurrency, event.flow, event.start);
      if (event.recovered) return;
      state.startCounted.add(event.flow);
      const { kind: _kind, start: _start, recovered: _recovered, ...about } = event;
      outcomes.push({ kind: 'start_settled', ...about, at, success: true });
      return;
    }
    case 'flow_ended':
      return settleFlow(state, config, event.flow, at, outcomes);
    case 'flow_learned':
      return amendFlow(state, config, event.flow, event.why, at, outcomes);
  }
}

function joinVisit(
  state: FleetState,
  config: FleetConfig,
  member: Member,
  at: number,
  outcomes: Outcome[],
): void {
  const { visit, over, left } = join(state.visits, member, config.visits, at);
  for (const ended of over) outcomes.push({ kind: 'visit_ended', at, visit: ended });
  state.visitsDueAt = Math.min(
    state.visitsDueAt,
    overAt(visit, config.visits),
    left ? overAt(left, config.visits) : Infinity,
  );
}

function settleFlow(
  state: FleetState,
  config: FleetConfig,
  ended: Flow,
  at: number,
  outcomes: Outcome[],
): void {
  const flow = withConcurrency(state, ended);
  const tried = tryOf(state, config, flow, at, outcomes);
  const late = flow.offline && flow.receivedEnd - flow.end > config.visits.late_seconds * 1_000;
  const { flow: settled, retold } = attribute(state.patterns, config.patterns, {
    ...flow,
    ...tried,
    late,
  });
  const countedBefore = state.startCounted.delete(flow.id);
  const countedNow = !countedBefore && !late && countsInStart(settled);
  if (countedNow) outcomes.push(startVerdict(settled, at));
  outcomes.push({ kind: 'flow_settled', at, flow: settled, startCounted: countedBefore || countedNow });
  for (const { before, after, why } of retold) {
    const { outcome: from } = before;
    outcomes.push({ kind: 'flow_amended', at, flow: after.id, from, to: after.outcome, why, amended: after });
    amendVisit(state, config, after, why, at, outcomes);
  }
  if (settled.outcome !== flow.outcome) amendVisit(state, config, settled, 'pattern', at, outcomes);
  if (neverStopped(flow)) rememberUnstopped(state, settled);
  endCharge(state.concurrency, flow, at);
}

/** The visit that an ended flow belongs to, and which of its tries it is. */
function tryOf(
  state: FleetState,
  config: FleetConfig,
  flow: Flow,
  at: number,
  outcomes: Outcome[],
): Pick<SettledFlow, 'visit' | 'attempt'> {
  const { visits } = state;
  const rejoined = isAccompanied(visits, flow.id)
    ? undefined
    : joinClosed(visits.closed, flow, config.visits);
  if (rejoined) {
    leave(visits, flow.id);
    visits.founded.delete(flow.id);
    const { visit, from, attempt } = rejoined;
    outcomes.push({ kind: 'visit_amended', at, visit, from, why: 'told late' });
    return { visit: visit.id, attempt };
  }
  joinVisit(state, config, { ...flow, flow: flow.id }, at, outcomes);
  const tried = endTry(visits, flow, config.visits, at);
  if (tried) state.visitsDueAt = Math.min(state.visitsDueAt, overAt(tried.visit, config.visits));
  return { visit: tried?.visit.id ?? flow.id, attempt: tried?.attempt ?? 1 };
}

/** A verdict was changed: so is the visit, counted or not. */
function amendVisit(
  state: FleetState,
  config: FleetConfig,
  flow: Flow,
  why: string,
  at: number,
  outcomes: Outcome[],
): void {
  // It may be over at once now, or last longer.
  state.visitsDueAt = Math.min(state.visitsDueAt, at);
  if (amendTry(state.visits, flow, config.visits)) return;
  const amended = amendClosed(state.visits.closed, flow, config.visits);
  if (amended) outcomes.push({ kind: 'visit_amended', at, ...amended, why });
}

const neverStopped = (flow: Flow): boolean => {
  const moment = (name: StageName) => flow.stages.find((entry) => entry.stage === name)?.end ?? null;
  return moment('start') !== null && moment('stop') === null;
};

const MAX_UNSTOPPED = 10_000;

function rememberUnstopped({ unstopped }: FleetState, settled: SettledFlow): void {
  const { id, visit, attempt, late, outcome } = settled;
  unstopped.set(id, { visit, attempt, late, outcome });
  if (unstopped.size <= MAX_UNSTOPPED) return;
  for (const oldest of unstopped.keys()) {
    unstopped.delete(oldest);
    return;
  }
}

/** Settled once, then amended: the ledger learns the truth, counters only that there was a correction. */
function amendFlow(
  state: FleetState,
  config: FleetConfig,
  flow: Flow,
  why: string,
  at: number,
  outcomes: Outcome[],
): void {
  const settled = state.unstopped.get(flow.id);
  if (!settled) return;
  state.unstopped.delete(flow.id);
  const { outcome: from, ...kept } = settled;
  if (from === flow.outcome) return;
  const amended: SettledFlow = { ...flow, ...kept };
  outcomes.push({ kind: 'flow_amended', at, flow: flow.id, from, to: flow.outcome, why, amended });
  amendVisit(state, config, amended, why, at, outcomes);
}

/** `ConcurrentTx` is the driver's own doing only where that identity really charges elsewhere (ruling 4). */
function withConcurrency(state: FleetState, flow: Flow): Flow {
  if (flow.reason !== 'concurrent_transaction' || !chargedElsewhere(state.concurrency, flow)) return flow;
  return { ...flow, outcome: 'refused', attribution: 'driver' };
}

function startVerdict(flow: Flow, at: number): Outcome {
  const { id, traceId, station, evse, connector, site, vendor, model, firmware, reachedEnergy } = flow;
  const about = { flow: id, traceId, station, evse, connector, site, vendor, model, firmware };
  return { kind: 'start_settled', at, ...about, success: reachedEnergy };
}

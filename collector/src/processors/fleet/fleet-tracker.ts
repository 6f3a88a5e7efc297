import type { Flow, SettledFlow } from '../../model/flow.ts';
import { countsInStart } from '../../model/kpi.ts';
import type { FlowEvent, Outcome } from '../../model/outcome.ts';
import type { VisitsConfig } from './config.ts';
import {
  closeVisit,
  endTry,
  join,
  newVisitBook,
  nextOver,
  overAt,
  type Member,
  type VisitBook,
} from './visit-book.ts';

/** What the fleet tracker remembers. Plain data. */
export interface FleetState {
  /** Flow events that wait for lateness to pass, in the order in which they became known. */
  readonly queue: FlowEvent[];
  /** Open flows whose start verdict has been counted. */
  readonly startCounted: Set<string>;
  /** Identity → flows in which energy flows now: tells a real concurrent charge from a wrong one (ruling 4). */
  readonly charging: Map<string, Set<string>>;
  readonly identities: Map<string, string>;
  readonly visits: VisitBook;
  /** Flows settled as `unknown`, which a late stop may still explain; the newest 10,000. */
  readonly unknown: Map<string, Pick<SettledFlow, 'visit' | 'attempt' | 'late'>>;
  /** Stream time before which no visit is over. */
  visitsDueAt: number;
}

/** A fleet of which nothing is known. */
export const newFleetState = (): FleetState => ({
  queue: [],
  startCounted: new Set(),
  charging: new Map(),
  identities: new Map(),
  visits: newVisitBook(),
  unknown: new Map(),
  visitsDueAt: Infinity,
});

/** Settles what has waited long enough by the stream's time, and ends visits that are over. */
export function advance(state: FleetState, config: VisitsConfig, now: number, outcomes: Outcome[]): void {
  const latenessMs = config.lateness_seconds * 1_000;
  let taken = 0;
  for (const event of state.queue) {
    const due = event.at + latenessMs;
    if (due > now) break;
    taken += 1;
    endVisits(state, config, due, outcomes);
    settle(state, config, event, due, outcomes);
    state.visitsDueAt = nextOver(state.visits, config);
  }
  if (taken > 0) state.queue.splice(0, taken);
  endVisits(state, config, now, outcomes);
}

/** Settles everything that has ended, as at the end of the input; flows still open stay outside (ruling 11). */
export function finish(state: FleetState, config: VisitsConfig, now: number, outcomes: Outcome[]): void {
  for (const event of state.queue.splice(0)) settle(state, config, event, now, outcomes);
  for (const visit of [...state.visits.open.values()]) endVisit(state, visit, now, outcomes);
}

function endVisits(state: FleetState, config: VisitsConfig, now: number, outcomes: Outcome[]): void {
  if (now < state.visitsDueAt) return;
  for (const visit of [...state.visits.open.values()]) {
    const due = overAt(visit, config);
    if (due <= now) endVisit(state, visit, Math.max(due, 0), outcomes);
  }
  state.visitsDueAt = nextOver(state.visits, config);
}

function endVisit(
  state: FleetState,
  visit: Parameters<typeof closeVisit>[1],
  at: number,
  outcomes: Outcome[],
): void {
  for (const ended of closeVisit(state.visits, visit))
    outcomes.push({ kind: 'visit_ended', at, visit: ended });
}

function settle(
  state: FleetState,
  config: VisitsConfig,
  event: FlowEvent,
  at: number,
  outcomes: Outcome[],
): void {
  switch (event.kind) {
    case 'flow_identified':
      state.identities.set(event.flow, event.identity);
      return joinVisit(state, config, event, at, outcomes);
    case 'energy_reached': {
      const identity = state.identities.get(event.flow);
      if (identity !== undefined)
        state.charging.set(identity, (state.charging.get(identity) ?? new Set()).add(event.flow));
      if (event.recovered) return;
      state.startCounted.add(event.flow);
      const { kind: _kind, start: _start, recovered: _recovered, ...about } = event;
      outcomes.push({ kind: 'start_settled', ...about, at, success: true });
      return;
    }
    case 'flow_ended':
      return settleFlow(state, config, event.flow, at, outcomes);
    case 'flow_learned':
      return amendFlow(state, event.flow, event.why, at, outcomes);
  }
}

function joinVisit(
  state: FleetState,
  config: VisitsConfig,
  member: Member,
  at: number,
  outcomes: Outcome[],
): void {
  const { over } = join(state.visits, member, config, at);
  for (const visit of over) outcomes.push({ kind: 'visit_ended', at, visit });
}

function settleFlow(
  state: FleetState,
  config: VisitsConfig,
  ended: Flow,
  at: number,
  outcomes: Outcome[],
): void {
  const flow = withConcurrency(state, ended);
  joinVisit(state, config, { ...flow, flow: flow.id }, at, outcomes);
  const visit = endTry(state.visits, flow, config, at);
  const late = flow.offline && flow.receivedEnd - flow.end > config.late_seconds * 1_000;
  const attempt = 1 + (visit?.tries.findIndex((entry) => entry.flow === flow.id) ?? 0);
  const settled: SettledFlow = { ...flow, visit: visit?.id ?? flow.id, attempt, late };
  const startCounted = state.startCounted.delete(flow.id);
  if (!startCounted && !late && countsInStart(flow)) outcomes.push(startVerdict(flow, at));
  outcomes.push({ kind: 'flow_settled', at, flow: settled, startCounted });
  if (flow.outcome === 'unknown') rememberUnknown(state, settled);
  forget(state, flow);
}

const MAX_UNKNOWN = 10_000;

function rememberUnknown(state: FleetState, { id, visit, attempt, late }: SettledFlow): void {
  state.unknown.set(id, { visit, attempt, late });
  if (state.unknown.size <= MAX_UNKNOWN) return;
  for (const oldest of state.unknown.keys()) {
    state.unknown.delete(oldest);
    return;
  }
}

/** Settled once, then amended: the ledger learns the truth, counters only that there was a correction. */
function amendFlow(state: FleetState, flow: Flow, why: string, at: number, outcomes: Outcome[]): void {
  const settled = state.unknown.get(flow.id);
  if (!settled) return;
  state.unknown.delete(flow.id);
  const amended: SettledFlow = { ...flow, ...settled };
  outcomes.push({ kind: 'flow_amended', at, flow: flow.id, from: 'unknown', to: flow.outcome, why, amended });
}

/** `ConcurrentTx` is the driver's own doing only where that identity really charges elsewhere (ruling 4). */
function withConcurrency(state: FleetState, flow: Flow): Flow {
  if (flow.reason !== 'concurrent_transaction' || flow.identity === null) return flow;
  const others = [...(state.charging.get(flow.identity) ?? [])].filter((other) => other !== flow.id);
  return others.length === 0 ? flow : { ...flow, outcome: 'refused', attribution: 'driver' };
}

function startVerdict(flow: Flow, at: number): Outcome {
  const { id, traceId, station, evse, connector, site, vendor, model, firmware, reachedEnergy } = flow;
  const about = { flow: id, traceId, station, evse, connector, site, vendor, model, firmware };
  return { kind: 'start_settled', at, ...about, success: reachedEnergy };
}

function forget(state: FleetState, flow: Flow): void {
  state.identities.delete(flow.id);
  for (const [identity, flows] of state.charging) {
    if (flows.delete(flow.id) && flows.size === 0) state.charging.delete(identity);
  }
}

import type { ConnectionArrival, FrameArrival } from '../../model/arrival.ts';
import type { FlowEvent, Outcome } from '../../model/outcome.ts';
import type { Signal } from '../../model/signal.ts';
import { interpret } from '../../ocpp/interpreter.ts';
import { cut, cutDeadline, isNews, unobserve } from './availability/availability.ts';
import { ofConnectors } from './availability/whole-evse.ts';
import { applyAvailability, connectorOf, connectorOutcomes } from './availability/outcomes.ts';
import { onAway, onBack, onUnwatched } from './charge_flow/away.ts';
import { onSignal } from './charge_flow/charge-flow.ts';
import { expire, nextDeadline } from './charge_flow/deadlines.ts';
import { flowOfTransaction, type Context } from './charge_flow/flow-book.ts';
import {
  contactDeadline,
  expireContact,
  onConnected,
  onDisconnected,
  onMessage,
  renewContact,
  type ContactChange,
} from './contact/contact.ts';
import { contactOutcomes } from './contact/outcomes.ts';
import { bootOutcomes, isIdleTalk, knownBoot, noteBootAsked } from './enrich/boot.ts';
import { eventTimeOf } from './enrich/event-time.ts';
import { learnQuirks } from './enrich/quirks.ts';
import { momentOf, type Moment, type Queued } from './enrich/clock.ts';
import { announce, clockOutcome } from './enrich/identity.ts';
import { ratingOf } from './enrich/placement.ts';
import { sequenceOutcomes } from './enrich/sequence.ts';
import { faultOutcomes } from './faults/outcomes.ts';
import { flowEvents } from './flow-events.ts';
import type { StationSettings } from './settings.ts';
import { reportOf } from './signal-report.ts';
import type { StationState } from './station-state.ts';

/** What one station tells: flow events for the fleet tracker, and what is known at once. */
export interface StationOutput {
  readonly events: FlowEvent[];
  readonly outcomes: Outcome[];
}

/** A call unanswered for this long holds up what comes after it. */
const STALL_MS = 30_000;

/** A reconnect this recent explains messages that are late. */
const RECENT_RECONNECT_MS = 10 * 60_000;

/**
 * Tracks one station: (state, arrival, stream time) → outcomes. Deterministic and total; it owns and changes `state`,
 * reads no clock, and does no I/O.
 */
export function onArrival(
  state: StationState,
  settings: StationSettings,
  arrival: FrameArrival | ConnectionArrival,
  now: number,
  output: StationOutput,
): void {
  const connectorMap = settings.inventory.stations.get(state.id)?.connectorMap ?? {};
  const signals = interpret(state.interpreter, arrival, {
    connectorMap,
    quirks: state.quirks,
    paymentMessages: settings.paymentMessages,
  });
  if (arrival.kind === 'frame' && arrival.direction === 'from_station') {
    applyContact(state, onMessage(state.contact, now), now, output.outcomes);
    if (!state.announced) introduce(state, settings, now, output.outcomes);
  }
  for (const signal of signals)
    for (const each of ofConnectors(state, signal)) applySignal(state, settings, each, now, output);
  schedule(state, settings);
}

/** Fires what has fallen due by the stream's time. */
export function onDeadline(
  state: StationState,
  settings: StationSettings,
  now: number,
  output: StationOutput,
): void {
  output.outcomes.push(...connectorOutcomes(state, cut(state.availability, now)));
  applyContact(state, expireContact(state.contact, settings.contact, now), now, output.outcomes);
  const context = contextFor(state, settings, { at: now, late: false, suspect: false }, now);
  expire(context);
  flowEvents(state, settings, context, now, output.events);
  schedule(state, settings);
}

/** Nobody watched between `from` and `now`: the station and its flows get their time anew. */
export function onUnobserved(
  state: StationState,
  settings: StationSettings,
  from: number,
  now: number,
  output: StationOutput,
): void {
  output.outcomes.push(...connectorOutcomes(state, unobserve(state.availability, from, now)));
  renewContact(state.contact, now);
  onUnwatched(state.flows, now);
  schedule(state, settings);
}

/** Heard of for the first time. */
function introduce(state: StationState, settings: StationSettings, now: number, outcomes: Outcome[]): void {
  outcomes.push(...announce(state, settings.inventory, now));
  learnQuirks(state, settings);
}

function applyContact(
  state: StationState,
  changes: readonly ContactChange[],
  now: number,
  outcomes: Outcome[],
): void {
  outcomes.push(...contactOutcomes(state, changes, now));
  // A socket that is replaced closes and opens in one go: the last word counts.
  const last = changes.findLast((change) => change.kind !== 'contact');
  if (last?.kind === 'connect') onBack(state.flows, now, state.quirks.includes('no_boot'));
  else if (last) onAway(state.flows, now);
}

function applySignal(
  state: StationState,
  settings: StationSettings,
  given: Signal,
  now: number,
  output: StationOutput,
): void {
  const { outcomes } = output;
  const signal = given.kind === 'boot' ? knownBoot(state, given, now) : given;
  noteBootAsked(state, signal, now);
  if (isIdleTalk(state, signal)) return;
  const report = reportOf(state, signal, now);
  if (report) {
    outcomes.push(report);
    return;
  }
  if (signal.kind === 'connected') {
    state.ocppVersion = signal.protocol ?? state.ocppVersion;
    if (!state.announced) outcomes.push(...announce(state, settings.inventory, now));
    learnQuirks(state, settings);
    applyContact(state, onConnected(state.contact, signal, now), now, outcomes);
    return;
  }
  if (signal.kind === 'disconnected') {
    applyContact(state, onDisconnected(state.contact, signal, now), now, outcomes);
    return;
  }
  if (signal.kind === 'boot') outcomes.push(...bootOutcomes(state, settings, signal, now));
  const moment = momentOf(
    state.clock,
    eventTimeOf(state, settings, signal, now),
    now,
    queuedness(state, signal, now),
  );
  outcomes.push(...clockOutcome(state, now), ...sequenceOutcomes(state, signal, now));
  const place = connectorOf(state, signal);
  const context = contextFor(state, settings, moment, now);
  onSignal(context, signal);
  const news = signal.kind === 'status' ? isNews(state.availability, signal, moment.at) : !moment.late;
  const where = place ?? connectorOf(state, signal);
  if (where) outcomes.push(...applyAvailability(state, signal, where, moment, now));
  if (news) outcomes.push(...faultOutcomes(state, settings.codes, signal, now));
  flowEvents(state, settings, context, now, output.events);
}

function queuedness(state: StationState, signal: Signal, now: number): Queued {
  if ('offline' in signal && signal.offline) return 'flagged';
  // The samples of a transaction may be sent once more with its end.
  const flow = signal.kind === 'meter' ? flowOfTransaction(state.flows, signal.transaction) : undefined;
  if (flow?.transaction && (signal.eventAt ?? 0) >= flow.transaction.startedAt - 1_000) return 'flagged';
  if (isStalled(state, now)) return 'possible';
  const { connectedAt } = state.contact;
  return connectedAt !== null && now - connectedAt <= RECENT_RECONNECT_MS ? 'possible' : 'no';
}

/** The backend leaves a call of the station without answer; until it has one, a station says nothing more (OCPP-J §4.1.1). */
const isStalled = ({ interpreter }: StationState, now: number): boolean =>
  interpreter.pending.some(
    ({ direction, receivedAt }) => direction === 'from_station' && now - receivedAt >= STALL_MS,
  );

function contextFor(state: StationState, settings: StationSettings, moment: Moment, now: number): Context {
  return {
    book: state.flows,
    config: settings.chargeFlow,
    codes: settings.codes,
    station: state.id,
    equipment: state.equipment,
    at: moment.at,
    streamAt: now,
    late: moment.late,
    suspect: moment.suspect,
    quirks: state.quirks,
    rating: (evse, connector) => ratingOf(settings.inventory, state.id, evse, connector),
    ended: [],
    amended: [],
  };
}

function schedule(state: StationState, settings: StationSettings): void {
  state.deadline = Math.min(
    nextDeadline(state.flows, settings.chargeFlow),
    contactDeadline(state.contact, settings.contact),
    cutDeadline(state.availability, state.contact.lastSeenAt),
  );
}

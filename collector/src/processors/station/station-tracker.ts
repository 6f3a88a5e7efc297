import type { ConnectionArrival, FrameArrival } from '../../model/arrival.ts';
import type { FlowEvent, Outcome } from '../../model/outcome.ts';
import type { Signal } from '../../model/signal.ts';
import { interpret } from '../../ocpp/interpreter.ts';
import { unobserve } from './availability/availability.ts';
import { applyAvailability, connectorOutcomes } from './availability/outcomes.ts';
import { onSignal } from './charge_flow/charge-flow.ts';
import { expire, nextDeadline } from './charge_flow/deadlines.ts';
import type { Context } from './charge_flow/flow-book.ts';
import {
  contactDeadline,
  expireContact,
  onConnected,
  onDisconnected,
  onMessage,
  renewContact,
} from './contact/contact.ts';
import { contactOutcomes } from './contact/outcomes.ts';
import { momentOf, type Moment } from './enrich/clock.ts';
import { ratingOf } from './enrich/placement.ts';
import { announce, clockOutcome, learnEquipment } from './enrich/identity.ts';
import { onCodes, onProblem } from './faults/faults.ts';
import { flowEvents } from './flow-events.ts';
import type { StationSettings } from './settings.ts';
import type { StationState } from './station-state.ts';

/** What one station tells: flow events for the fleet tracker, and what is known at once. */
export interface StationOutput {
  readonly events: FlowEvent[];
  readonly outcomes: Outcome[];
}

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
  const signals = interpret(state.interpreter, arrival, { connectorMap });
  if (arrival.kind === 'frame' && arrival.direction === 'from_station') {
    output.outcomes.push(...contactOutcomes(state, onMessage(state.contact, now), now));
    if (!state.announced) output.outcomes.push(...announce(state, settings.inventory, now));
  }
  for (const signal of signals) applySignal(state, settings, signal, now, output);
  schedule(state, settings);
}

/** Fires what has fallen due by the stream's time. */
export function onDeadline(
  state: StationState,
  settings: StationSettings,
  now: number,
  output: StationOutput,
): void {
  const changes = expireContact(state.contact, settings.contact, now);
  output.outcomes.push(...contactOutcomes(state, changes, now));
  const context = contextFor(state, settings, { at: now, late: false, suspect: false }, now);
  expire(context);
  flowEvents(state, settings, context, now, output.events);
  schedule(state, settings);
}

/** Nobody watched between `from` and `now`: the station gets its grace anew. */
export function onUnobserved(
  state: StationState,
  settings: StationSettings,
  from: number,
  now: number,
  output: StationOutput,
): void {
  output.outcomes.push(...connectorOutcomes(state, unobserve(state.availability, from, now)));
  renewContact(state.contact, now);
  schedule(state, settings);
}

function applySignal(
  state: StationState,
  settings: StationSettings,
  signal: Signal,
  now: number,
  output: StationOutput,
): void {
  const { outcomes } = output;
  const { site } = state.equipment;
  const station = state.id;
  switch (signal.kind) {
    case 'message':
      outcomes.push({
        kind: 'message',
        at: now,
        site,
        station,
        action: signal.action,
        direction: signal.direction,
        result: signal.result,
      });
      return;
    case 'call_completed':
      outcomes.push({
        kind: 'call_completed',
        at: now,
        action: signal.action,
        direction: signal.direction,
        seconds: signal.seconds,
      });
      return;
    case 'ping':
      outcomes.push({ kind: 'ping', at: now, site, station, seconds: signal.seconds });
      return;
    case 'connected':
      state.ocppVersion = signal.protocol ?? state.ocppVersion;
      if (!state.announced) outcomes.push(...announce(state, settings.inventory, now));
      outcomes.push(...contactOutcomes(state, onConnected(state.contact, signal, now), now));
      break;
    case 'disconnected': {
      const changes = onDisconnected(state.contact, signal, now);
      outcomes.push(...contactOutcomes(state, changes, now));
      if (changes.length === 0) return;
      break;
    }
    case 'boot':
      outcomes.push(...learnEquipment(state, settings.inventory, signal, now));
      outcomes.push({ kind: 'station_boot', at: now, site, station, reason: signal.reason });
      break;
    default:
  }
  const moment = momentOf(state.clock, signal.eventAt, now, isQueued(state, signal, now));
  outcomes.push(...clockOutcome(state, now));
  const context = contextFor(state, settings, moment, now);
  onSignal(context, signal);
  if (!moment.late) trackState(state, settings, signal, moment, now, outcomes);
  flowEvents(state, settings, context, now, output.events);
}

function isQueued(state: StationState, signal: Signal, now: number): boolean {
  if ('offline' in signal && signal.offline) return true;
  const { connectedAt } = state.contact;
  return connectedAt !== null && now - connectedAt <= RECENT_RECONNECT_MS;
}

function trackState(
  state: StationState,
  settings: StationSettings,
  signal: Signal,
  moment: Moment,
  now: number,
  outcomes: Outcome[],
): void {
  outcomes.push(...applyAvailability(state, signal, moment.at, now));
  if (signal.kind !== 'status' && signal.kind !== 'problem') return;
  const { evse } = signal;
  const connector = evse === 0 ? 0 : Math.max(1, signal.connector);
  const changes =
    signal.kind === 'status'
      ? onCodes(state.faults, settings.codes, evse, connector, signal.codes)
      : onProblem(state.faults, settings.codes, evse, connector, signal.code, signal.active);
  const place = { at: now, site: state.equipment.site, station: state.id, source: 'ocpp' };
  outcomes.push(...changes.map((change) => ({ ...place, ...change })));
}

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
    rating: (evse, connector) => ratingOf(settings.inventory, state.id, evse, connector),
    ended: [],
    amended: [],
  };
}

function schedule(state: StationState, settings: StationSettings): void {
  state.deadline = Math.min(
    nextDeadline(state.flows.flows.values(), settings.chargeFlow),
    contactDeadline(state.contact, settings.contact),
  );
}

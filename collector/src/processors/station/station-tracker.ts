import type { ConnectionArrival, FrameArrival } from '../../model/arrival.ts';
import type { FlowEvent, Outcome } from '../../model/outcome.ts';
import type { PaymentSignal, Signal, StatusSignal } from '../../model/signal.ts';
import { interpret } from '../../ocpp/interpreter.ts';
import { cut, cutDeadline, isBeyond, isNews, unobserve } from './availability/availability.ts';
import { ofConnectors } from './availability/whole-evse.ts';
import { applyAvailability, connectorOf, connectorOutcomes } from './availability/outcomes.ts';
import { onUnwatched } from './charge_flow/away.ts';
import { concernsFlows } from './charge_flow/charge-flow.ts';
import { nextDeadline } from './charge_flow/deadlines.ts';
import {
  contactDeadline,
  expireContact,
  onConnected,
  onDisconnected,
  onMessage,
  renewContact,
  type ContactChange,
} from './contact/contact.ts';
import { keepWithin, overflowOutcome } from './bounds/bounds.ts';
import { connectorAnswers } from './answers.ts';
import { addRecent, settleRecent } from './circumstances.ts';
import { contactOutcomes } from './contact/outcomes.ts';
import { bootOutcomes, isIdleTalk, knownBoot, noteBootAsked } from './enrich/boot.ts';
import { momentOf } from './enrich/clock.ts';
import { eventTimeOf } from './enrich/event-time.ts';
import { announce, clockOutcome } from './enrich/identity.ts';
import { queuedness } from './enrich/queued.ts';
import { learnQuirks } from './enrich/quirks.ts';
import { sequenceOutcomes } from './enrich/sequence.ts';
import { notePlace, placeOf } from './enrich/transaction-places.ts';
import { loopDeadline } from './faults/boot-loop.ts';
import { expiredFaults, faultOutcomes, provenOver } from './faults/outcomes.ts';
import { isNewest, type ToldProblem } from './faults/told-problems.ts';
import { advanceFlows, endOldest, heard } from './reorder/advance.ts';
import { dueAt, insert, MOST_STEPS, watermark } from './reorder/reorder.ts';
import { contactStep, stepsOf, type Placed } from './reorder/steps-of.ts';
import type { StationReading } from '../telemetry/station-reading.ts';
import { pushReadings } from './readings.ts';
import type { StationSettings } from './settings.ts';
import { reportOf } from './signal-report.ts';
import type { StationState } from './station-state.ts';

/** What may be said of a station by something else than OCPP. */
export type Observed = StatusSignal | PaymentSignal;

/** What one station tells: flow events for the fleet tracker, and what is known at once. */
export interface StationOutput {
  readonly events: FlowEvent[];
  readonly outcomes: Outcome[];
  /** Values that the station told; left out where none can come. */
  readonly readings?: StationReading[];
}

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
    applyContact(state, settings, onMessage(state.contact, now), now, output.outcomes);
    heard(state, settings, now);
    if (!state.announced) introduce(state, settings, now, output.outcomes);
  }
  const placed: Placed[] = [];
  const message: Message = {
    readings: output.readings ?? [],
    withStop: signals.some(({ kind }) => kind === 'transaction_ended'),
    now,
    placed,
  };
  for (const signal of signals)
    for (const each of ofConnectors(state, signal))
      applySignal(state, settings, each, message, output.outcomes);
  if (placed.length > 0) {
    const { reorder, clock } = state;
    const id = arrival.kind === 'frame' ? String(arrival.frame?.[1]) : '';
    for (const step of stepsOf({ reorder, clock, id, placed, now })) insert(reorder, step);
  }
  for (const reading of output.readings ?? []) addRecent((state.recent ??= []), reading);
  letGo(state, settings, now, output);
  schedule(state, settings);
}

/**
 * What something else than OCPP says of the station: a payment, or the status of one that does not speak OCPP.
 * It stands where it was received; the station's clock and its contact have no part in it.
 */
export function onObserved(
  state: StationState,
  settings: StationSettings,
  { signal, at, id }: { readonly signal: Observed; readonly at: number; readonly id: string },
  now: number,
  output: StationOutput,
): void {
  const moment = { at, late: false, suspect: false };
  if (signal.kind === 'status') {
    const news = isNews(state.availability, signal, at);
    output.outcomes.push(...applyAvailability(state, signal, signal, moment, now));
    if (!news) return;
  }
  if (concernsFlows(signal)) {
    const { reorder, clock } = state;
    const placed = [{ signal, moment, sound: false }];
    for (const step of stepsOf({ reorder, clock, id, placed, now })) insert(reorder, step);
  }
  letGo(state, settings, now, output);
  schedule(state, settings);
}

/** Something other than OCPP told of a problem of the station: a fault, and evidence for the flows at its place. False: old news. */
export function onToldProblem(
  state: StationState,
  settings: StationSettings,
  { signal, at, source, told }: ToldProblem,
  now: number,
  output: StationOutput,
): boolean {
  if (!isNewest(told, signal, at)) return false;
  output.outcomes.push(...faultOutcomes(state, settings.codes, signal, now, source));
  if (concernsFlows(signal)) {
    const moment = momentOf(state.clock, null, now, 'no');
    const placed = [{ signal, moment, sound: false }];
    const { reorder, clock } = state;
    for (const step of stepsOf({ reorder, clock, id: '', placed, now })) insert(reorder, step);
    letGo(state, settings, now, output);
  }
  schedule(state, settings);
  return true;
}

/** Fires what has fallen due by the stream's time. */
export function onDeadline(
  state: StationState,
  settings: StationSettings,
  now: number,
  output: StationOutput,
): void {
  output.outcomes.push(...connectorOutcomes(state, cut(state.availability, now)));
  applyContact(state, settings, expireContact(state.contact, settings.contact, now), now, output.outcomes);
  output.outcomes.push(...expiredFaults(state, now));
  letGo(state, settings, now, output);
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
  advanceFlows(state, settings, from, output.events);
  onUnwatched(state.flows, now);
  state.reorder.timerAt = nextDeadline(state.flows, settings.chargeFlow);
  schedule(state, settings);
}

/** The input is at its end: nothing more will come that could stand before what waits. */
export function onEnd(
  state: StationState,
  settings: StationSettings,
  until: number,
  events: FlowEvent[],
): void {
  advanceFlows(state, settings, until, events);
  schedule(state, settings);
}

/** When the flow book of a station is next to be told something, by the time of the steps, ms. */
export const nextStepAt = ({ reorder }: StationState): number =>
  Math.min(reorder.steps[0]?.at ?? Infinity, reorder.timerAt);

/** So many sensors weigh no more than what one step may add. */
const SENSORS_A_STEP = 8;

/** Lets go what nothing can come before any more, and in any case what is too much. */
function letGo(
  state: StationState,
  settings: StationSettings,
  now: number,
  { events, outcomes }: StationOutput,
): void {
  const { reorder } = state;
  const waiting = reorder.steps.length;
  const before = events.length;
  if (now >= reorder.heldUntil)
    advanceFlows(state, settings, watermark(reorder, now, settings.latenessMs), events);
  while (reorder.steps.length > MOST_STEPS)
    advanceFlows(state, settings, reorder.steps[0]?.at ?? now, events, now - settings.latenessMs);
  outcomes.push(...provenOver(state, events.slice(before), now));
  const told = waiting - reorder.steps.length + Math.ceil(settleRecent(state) / SENSORS_A_STEP);
  if (keepWithin(state, told, () => endOldest(state, settings, events)))
    outcomes.push(overflowOutcome(state, 'memory', now));
}

/** Heard of for the first time. */
function introduce(state: StationState, settings: StationSettings, now: number, outcomes: Outcome[]): void {
  outcomes.push(...announce(state, settings.inventory, now));
  learnQuirks(state, settings);
}

function applyContact(
  state: StationState,
  { latenessMs }: StationSettings,
  changes: readonly ContactChange[],
  now: number,
  outcomes: Outcome[],
): void {
  outcomes.push(...contactOutcomes(state, changes, now));
  // A socket that is replaced closes and opens in one go: the last word counts.
  const last = changes.findLast((change) => change.kind !== 'contact');
  if (!last) return;
  const { reorder } = state;
  const found = last.kind === 'connect';
  insert(reorder, contactStep(reorder, found ? 'found' : 'lost', now));
  if (found && now >= reorder.heldUntil) reorder.heldUntil = now + latenessMs;
}

/** What the signals of one message have in common, and those of them that the flow book is to be told. */
interface Message {
  readonly withStop: boolean;
  readonly now: number;
  readonly placed: Placed[];
  readonly readings: StationReading[];
}

function applySignal(
  state: StationState,
  settings: StationSettings,
  given: Signal,
  { now, withStop, placed, readings }: Message,
  outcomes: Outcome[],
): void {
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
    applyContact(state, settings, onConnected(state.contact, signal, now), now, outcomes);
    return;
  }
  if (signal.kind === 'disconnected') {
    applyContact(state, settings, onDisconnected(state.contact, signal, now), now, outcomes);
    return;
  }
  if (signal.kind === 'boot') {
    const before = state.equipment;
    outcomes.push(...bootOutcomes(state, settings, signal, now));
    state.reorder.equipment ??= before;
  }
  const eventAt = eventTimeOf(state, settings, signal, now);
  const moment = momentOf(state.clock, eventAt, now, queuedness(state, signal, withStop, now));
  state.flows.heldUpAt = state.clock.heldUpAt;
  outcomes.push(...clockOutcome(state, now), ...sequenceOutcomes(state, signal, now));
  notePlace(state.places, signal);
  const news = signal.kind === 'status' ? isNews(state.availability, signal, moment.at) : !moment.late;
  const place = connectorOf(state, signal);
  if (place && isBeyond(state.availability, place)) outcomes.push(overflowOutcome(state, 'connector', now));
  if (place) outcomes.push(...applyAvailability(state, signal, place, moment, now));
  if (news) outcomes.push(...faultOutcomes(state, settings.codes, signal, now));
  if (news) outcomes.push(...connectorAnswers(state, signal, moment.at, now));
  const sound = eventAt !== null && !moment.suspect;
  if (signal.kind === 'meter' || signal.kind === 'reading')
    pushReadings(readings, signal, placeOf(state.places, signal.transaction), { at: moment.at, told: sound });
  if (concernsFlows(signal)) placed.push({ signal, moment, sound });
}

function schedule(state: StationState, settings: StationSettings): void {
  state.deadline = Math.min(
    dueAt(state.reorder, settings.latenessMs),
    contactDeadline(state.contact, settings.contact),
    cutDeadline(state.availability, state.contact.lastSeenAt),
    loopDeadline(state.restarts),
  );
}

import type { ConnectorStatus, StatusSignal } from '../../../model/signal.ts';
import { codesOf, meaningOf } from '../../error-codes.ts';
import { reachedEnergy, setCharging, setSuspended } from './energy.ts';
import { addTrouble, note } from './evidence.ts';
import { close, flowAt, open, place, setCable, slotKey, touch, unplaced, type Context } from './flow-book.ts';
import { setHalt } from './halt.ts';
import { earlier, inTransaction, isAuthorized, type OpenFlow } from './open-flow.ts';
import { observeReservation } from './reservations.ts';
import { outlastsCable } from './rules.ts';

/** How long after a reconnect a station still replays what it queued. */
const QUEUE_MS = 120_000;
/** Messages of one moment may be stamped in the wrong order by this much, ms. */
const MISORDER_MS = 3_000;

const PLUGGED: ReadonlySet<ConnectorStatus> = new Set([
  'preparing',
  'occupied',
  'charging',
  'suspended_ev',
  'suspended_evse',
]);

/** After a restart these say that the transaction goes on. */
const RESUMED: ReadonlySet<ConnectorStatus> = new Set(['charging', 'suspended_ev', 'suspended_evse']);

/** A connector said what it is doing; what is older than its last word is a repetition and changes nothing. */
export function onStatus(context: Context, signal: StatusSignal): void {
  if (signal.evse === 0) return stationStatus(context, signal);
  const { book } = context;
  const connector = Math.max(1, signal.connector);
  const key = slotKey(signal.evse, connector);
  const cable = book.cables.get(key);
  const before = { plugged: cable?.plugged ?? null, over: cable?.over === true };
  if (cable && context.at < cable.at - MISORDER_MS) return;
  const held = flowAt(book, signal.evse, connector);
  if (held && context.at < held.openedAt - 1_000 && signal.status === 'available') return;
  if (held && signal.status === 'available' && isRepeatedOnReconnect(context, held)) return;
  const plugged = PLUGGED.has(signal.status);
  // A connector is reserved while nobody is at it.
  const free =
    signal.status === 'available' || (signal.status === 'reserved' && !(held && inTransaction(held)));
  setCable(book, key, plugged || (free ? false : null), context.at);
  const now = book.cables.get(key);
  if (now) now.over = signal.status === 'finishing';
  if (free && held) released(context, held);
  observeReservation(book, signal.evse, signal.status);
  if (free) return;
  const flow = held
    ? rearm(context, held, signal, before.over)
    : plugged
      ? plugIn(context, signal, connector, before)
      : held;
  if (!flow) return;
  if (!repeatsAfterEnd(flow, signal.status)) touch(context, flow);
  addCodes(context, flow, codesOf(signal));
  applyStatus(context, flow, signal.status);
}

const repeatsAfterEnd = (flow: OpenFlow, status: ConnectorStatus): boolean =>
  flow.stop !== null && (status === 'finishing' || status === 'occupied' || status === 'preparing');

function stationStatus(context: Context, signal: StatusSignal): void {
  for (const flow of context.book.flows.values()) addCodes(context, flow, codesOf(signal));
}

/** Error codes become troubles of the flow that they hit, those that say nothing about a charge left out. */
export function addCodes(context: Context, flow: OpenFlow, codes: readonly string[]): void {
  for (const code of codes) {
    const { reason } = meaningOf(context.codes, code);
    if (reason !== null) addTrouble(flow, { at: context.at, code, reason });
  }
}

/** Stations that say `available` after every reconnect say it in the middle of a charge too. */
const isRepeatedOnReconnect = ({ book, quirks, streamAt }: Context, flow: OpenFlow): boolean =>
  quirks.includes('available_on_reconnect') && inTransaction(flow) && streamAt - book.connectedAt <= QUEUE_MS;

function released(context: Context, flow: OpenFlow): void {
  if (flow.transaction !== null && context.quirks.includes('available_with_cable_in'))
    return notReleased(context, flow);
  // A transaction that began before any cable: there is nothing to take out yet.
  if (inTransaction(flow) && flow.plugAt === null && flow.energy.powerAt === null) return;
  flow.unplugAt ??= context.at;
  if (inTransaction(flow) && outlastsCable(context.book.rules))
    setHalt(context, flow, 'EVDisconnected', null);
  if (inTransaction(flow)) {
    flow.releasedAt ??= context.streamAt;
    setCharging(flow, false, context.at);
    note(flow, context.at, 'connector available while the transaction was open');
    return;
  }
  note(flow, context.at, 'connector free');
  // Just back in contact: what the station queued about this flow is still to come.
  if (flow.activeAt <= context.book.connectedAt && context.streamAt - context.book.connectedAt <= QUEUE_MS) {
    flow.releasedAt ??= context.streamAt;
    return;
  }
  touch(context, flow);
  close(context, flow, context.at, 'released');
}

/** `available` that does not mean unplugged: a charge that has ended is over, and the cable may still be in. */
function notReleased(context: Context, flow: OpenFlow): void {
  if (flow.evse !== null && flow.connector !== null) {
    const cable = context.book.cables.get(slotKey(flow.evse, flow.connector));
    if (cable) cable.maybe = true;
  }
  if (flow.stop === null) return;
  note(flow, context.at, 'connector available, the cable may be in');
  close(context, flow, flow.stop.at, 'stopped');
}

/**
 * OCPP 1.6 goes from Finishing back to Preparing when the driver begins anew with the cable still in. A credential
 * that waits for a cable takes the place; otherwise the next one does. Without Finishing in between, Preparing only says
 * that the cable is in.
 */
function rearm(context: Context, held: OpenFlow, signal: StatusSignal, wasOver: boolean): OpenFlow {
  if (signal.status !== 'preparing' || !wasOver || held.stop === null || !reachedEnergy(held)) return held;
  const waiting = waitingForCable(context, signal.evse);
  if (!waiting || held.connector === null || !isAuthorized(waiting)) {
    held.rearmed = true;
    return held;
  }
  close(context, held, held.stop.at, 'superseded');
  place(context, waiting, signal.evse, held.connector);
  return waiting;
}

/** The first sign of a cable: joins the credential that waits for one, or opens a flow. */
function plugIn(
  context: Context,
  signal: StatusSignal,
  connector: number,
  before: { readonly plugged: boolean | null; readonly over: boolean },
): OpenFlow | undefined {
  const inMiddle = signal.status !== 'preparing' && signal.status !== 'occupied';
  // Still plugged in after a flow that is over: a repeated status is no new driver, unless it leaves Finishing behind.
  const begins = signal.status === 'charging' || (before.over && signal.status === 'preparing');
  if (before.plugged === true && !begins) return undefined;
  const waiting = waitingForCable(context, signal.evse);
  const flow = waiting ?? open(context, signal.evse, connector, `status ${signal.status}`);
  if (waiting) {
    place(context, waiting, signal.evse, connector);
    note(waiting, context.at, `status ${signal.status}`);
  } else if (before.plugged === null && inMiddle) flow.recovered = true;
  return flow;
}

/** Whoever was told no does not plug in; if he does and tries again, his credential shows it. */
const isTurnedAway = (flow: OpenFlow): boolean =>
  !isAuthorized(flow) && (flow.remote.rejectedAt !== null || flow.credential.refusedAt !== null);

function waitingForCable(context: Context, evse: number): OpenFlow | undefined {
  let found: OpenFlow | undefined;
  for (const flow of unplaced(context.book)) {
    if (flow.stop !== null || (flow.evse !== null && flow.evse !== evse)) continue;
    if (isTurnedAway(flow)) continue;
    if (!found || (isAuthorized(flow) && !isAuthorized(found)) || flow.openedAt > found.openedAt)
      found = flow;
  }
  return found;
}

function applyStatus(context: Context, flow: OpenFlow, status: ConnectorStatus): void {
  const { at } = context;
  if (PLUGGED.has(status)) {
    if (flow.plugAt === null) flow.plugInferred = status !== 'preparing' && status !== 'occupied';
    flow.plugAt = earlier(flow.plugAt, at);
    flow.releasedAt = null;
    if (inTransaction(flow)) flow.unplugAt = null;
  }
  if (flow.boot && RESUMED.has(status)) flow.boot.resumed = true;
  if (status === 'charging') {
    if (flow.stop === null) setCharging(flow, true, at);
  } else if (status === 'suspended_ev') setSuspended(flow, 'ev', at);
  else if (status === 'suspended_evse') setSuspended(flow, 'evse', at);
  else if (status !== 'occupied') setCharging(flow, false, at);
  if (status !== 'occupied' || flow.stop === null) note(flow, at, `status ${status}`);
}

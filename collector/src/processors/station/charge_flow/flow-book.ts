import type { Quirk } from '../../../model/quirk.ts';
import type { Equipment, RatedPlace } from '../enrich/placement.ts';
import type { ErrorCodes } from '../../error-codes.ts';
import type { ChargeFlowConfig } from './config.ts';
import { onQueued, onUnreachable } from './away.ts';
import { setCharging } from './energy.ts';
import { note } from './evidence.ts';
import type { StopFacts } from './facts.ts';
import { inTransaction, openFlow, settleArrival, type OpenFlow } from './open-flow.ts';
import { markReserved, type Reservation } from './reservations.ts';
import { newStationRules, type StationRules } from './rules.ts';

/** How a flow came to its end. */
export type Closing = 'released' | 'stopped' | 'superseded' | 'timer' | 'lost';

/** What a connector last said of its cable, and when, event time. */
interface Cable {
  plugged: boolean | null;
  /** The station says `available` whether the cable is in or not. */
  maybe: boolean;
  /** It last said `finishing`: what comes next is new. */
  over: boolean;
  at: number;
}

/** Everything that the charge flow tracker remembers of one station: plain data, snapshotted as it is. */
export interface FlowBook {
  readonly flows: Map<string, OpenFlow>;
  /** `evse:connector` → id of the flow that holds the connector now. */
  readonly slots: Map<string, string>;
  /** Message id of an open authorisation, remote start or 1.6 start → flow id. */
  readonly calls: Map<string, string>;
  /** Transaction id → flow id, also of flows that are over. */
  readonly transactions: Map<string, string>;
  /** Starts and stops without a transaction id that were seen → flow id: tells repetitions. */
  readonly repeats: Map<string, string>;
  /** `evse:connector` → cable. */
  readonly cables: Map<string, Cable>;
  /** EVSEs that a limit holds back; 0 is the whole station. */
  readonly limited: Set<number>;
  /** Limits in force by EVSE, W; 0 is the whole station. */
  readonly limits: Map<number, number>;
  /** By EVSE. */
  readonly reservations: Map<number, Reservation>;
  lastOpening: { at: number; repeated: number };
  /** Flows that ended without a stop: a stop that comes late amends them. */
  readonly lost: Map<string, OpenFlow>;
  /** Stream times of the latest boots, at most three. */
  readonly boots: number[];
  /** Stream time of the last (re)connect. */
  connectedAt: number;
  /** The station is without contact: what opens now, such as a payment at a terminal beside it, it cannot tell of. */
  away: boolean;
  /** Stream time of the last message that a call without answer had held up; null once one came without delay. */
  heldUpAt: number | null;
  /** Stream time of the last that was heard of the station. */
  heardAt: number;
  readonly rules: StationRules;
}

/** Who is known at the station now, as hashes: of open flows, of those that may still be amended, of reservations. */
export const identitiesOf = ({ flows, lost, reservations }: FlowBook): readonly string[] =>
  [...flows.values(), ...lost.values(), ...reservations.values()].flatMap(({ identity }) => identity ?? []);

/** An empty book. */
export const newFlowBook = (): FlowBook => ({
  flows: new Map(),
  slots: new Map(),
  calls: new Map(),
  transactions: new Map(),
  repeats: new Map(),
  cables: new Map(),
  limited: new Set(),
  limits: new Map(),
  reservations: new Map(),
  lastOpening: { at: 0, repeated: 0 },
  lost: new Map(),
  boots: [],
  connectedAt: 0,
  away: false,
  heldUpAt: null,
  heardAt: 0,
  rules: newStationRules(),
});

/** A flow that ended and why; judged by the caller. */
export interface EndedFlow {
  readonly flow: OpenFlow;
  readonly end: number;
  readonly closing: Closing;
  /** How the station works, as far as is known by then. */
  readonly rules: StationRules;
}

/** What one signal is handled with. `at` is trusted event time, `streamAt` the stream's time, both ms. */
export interface Context {
  readonly book: FlowBook;
  readonly config: ChargeFlowConfig;
  readonly codes: ErrorCodes;
  readonly station: string;
  readonly equipment: Equipment;
  readonly at: number;
  readonly streamAt: number;
  readonly late: boolean;
  readonly suspect: boolean;
  readonly quirks: readonly Quirk[];
  readonly rating: (evse: number | null, connector: number | null) => RatedPlace;
  readonly ended: EndedFlow[];
  /** Flows that had ended and of which more is known now. */
  readonly amended: EndedFlow[];
}

const MAX_OPEN = 40;
/** Entries of an index that may outlive their flows. */
const MAX_REMEMBERED = 16;
const MAX_LOST = 4;
const MAX_CONNECTORS = 32;

/** Key of a connector's slot. */
export const slotKey = (evse: number, connector: number): string => `${evse}:${connector}`;

/** Adds to an index, which then forgets its oldest entries of flows that are over, and in any case what is too much. */
export function remember(book: FlowBook, index: Map<string, string>, key: string, value: string): void {
  index.delete(key);
  index.set(key, value);
  if (index.size <= MAX_REMEMBERED) return;
  for (const [oldest, flow] of index) {
    if (book.flows.has(flow) && index.size <= MAX_OPEN + MAX_REMEMBERED) continue;
    index.delete(oldest);
    return;
  }
}

/** Writes down what a connector says of its cable; connectors beyond the bound are not remembered. */
export function setCable(book: FlowBook, key: string, plugged: boolean | null, at: number): void {
  const known = book.cables.get(key);
  if (known) {
    known.plugged = plugged ?? known.plugged;
    known.maybe = known.maybe && plugged === null;
    known.at = Math.max(known.at, at);
  } else if (book.cables.size < MAX_CONNECTORS)
    book.cables.set(key, { plugged, maybe: false, over: false, at });
}

/** The flow that holds a connector now. A null connector means any of the EVSE's. */
export function flowAt(book: FlowBook, evse: number, connector: number | null): OpenFlow | undefined {
  if (connector !== null) return book.flows.get(book.slots.get(slotKey(evse, connector)) ?? '');
  for (const flow of book.flows.values()) if (flow.evse === evse && holdsSlot(book, flow)) return flow;
  return undefined;
}

const holdsSlot = (book: FlowBook, flow: OpenFlow): boolean =>
  flow.evse !== null &&
  flow.connector !== null &&
  book.slots.get(slotKey(flow.evse, flow.connector)) === flow.id;

/** The flow of a transaction's id, while it is open. */
export const flowOfTransaction = (book: FlowBook, transaction: string | null): OpenFlow | undefined =>
  transaction === null ? undefined : book.flows.get(book.transactions.get(transaction) ?? '');

/** Opens a flow; on a connector it takes the slot unless it is history (`late`) that must not touch the present. */
export function open(context: Context, evse: number | null, connector: number | null, why: string): OpenFlow {
  const { book } = context;
  const repeated = book.lastOpening.at === context.at ? book.lastOpening.repeated + 1 : 0;
  book.lastOpening = { at: context.at, repeated };
  const flow = openFlow({
    station: context.station,
    evse,
    connector,
    at: context.at,
    streamAt: context.streamAt,
    salt: String(repeated),
    ...context.equipment,
    ...context.rating(evse, connector),
  });
  flow.clockSuspect = context.suspect;
  if (context.late) onQueued(context, flow);
  if (book.away) onUnreachable(flow, context.streamAt);
  note(flow, context.at, why);
  book.flows.set(flow.id, flow);
  if (evse !== null) holdBack(context, flow, evse);
  if (evse !== null && connector !== null) {
    const key = slotKey(evse, connector);
    const holder = book.flows.get(book.slots.get(key) ?? '');
    const history = holder !== undefined && context.at < holder.openedAt;
    if (!history) {
      if (holder) close(context, holder, context.at, 'superseded');
      book.slots.set(key, flow.id);
    }
  }
  if (book.flows.size > MAX_OPEN) closeOldest(context);
  return flow;
}

/** Ends the flow that was opened first; false where none is open. */
export function closeOldest(context: Context): boolean {
  for (const flow of context.book.flows.values()) {
    close(context, flow, context.at, 'timer');
    return true;
  }
  return false;
}

/** A limit that was set before the driver came counts from the moment at which the place is known. */
function holdBack({ book, at }: Context, flow: OpenFlow, evse: number): void {
  if (book.limited.has(0) || book.limited.has(evse)) flow.energy.limitedAt ??= at;
  lowerLimit(book, flow);
}

/** Keeps the lowest limit under which a flow was. */
export function lowerLimit({ limits }: FlowBook, { energy, evse }: OpenFlow): void {
  const inForce = Math.min(limits.get(0) ?? Infinity, limits.get(evse ?? 0) ?? Infinity);
  if (inForce < (energy.limitW ?? Infinity)) energy.limitW = inForce;
}

/** Puts a flow that had no connector, or whose connector is now known, on one. */
export function place(context: Context, flow: OpenFlow, evse: number, connector: number): void {
  const { book } = context;
  if (holdsSlot(book, flow)) return;
  flow.evse = evse;
  flow.connector = connector;
  const rated = context.rating(evse, connector);
  flow.powerType = rated.powerType;
  flow.ratedW = rated.ratedW;
  book.slots.set(slotKey(evse, connector), flow.id);
  holdBack(context, flow, evse);
}

/** Takes a flow out of the book and hands it on to be judged. */
export function close(context: Context, flow: OpenFlow, end: number, closing: Closing): void {
  const { book } = context;
  if (!book.flows.delete(flow.id)) return;
  if (flow.evse !== null && flow.connector !== null) {
    const key = slotKey(flow.evse, flow.connector);
    if (book.slots.get(key) === flow.id) book.slots.delete(key);
  }
  forget(book.calls, flow.id);
  // A transaction that was promised and never began may still begin, as a flow of its own.
  if (flow.transaction === null) forget(book.transactions, flow.id);
  setCharging(flow, false, closing === 'lost' ? (flow.awaySince ?? context.streamAt) : context.at);
  settleArrival(flow);
  if (flow.parked) return;
  markReserved(book, flow, context.streamAt);
  if (inTransaction(flow)) keepLost(book, flow);
  flow.stop ??= flow.halt ?? leftBehind(flow, book.rules);
  context.ended.push({ flow, end: Math.max(end, flow.openedAt), closing, rules: book.rules });
}

/** Told not to stop when the cable is pulled, a station leaves the transaction open and says that the vehicle takes nothing. */
function leftBehind({ transaction, energy }: OpenFlow, { stopOnUnplug }: StationRules): StopFacts | null {
  if (stopOnUnplug !== false || transaction === null || energy.suspended !== 'ev') return null;
  return { at: energy.suspendedEvAt ?? transaction.startedAt, reason: 'EVDisconnected', trigger: null };
}

function forget(index: Map<string, string>, flow: string): void {
  for (const [key, id] of index) if (id === flow) index.delete(key);
}

function keepLost(book: FlowBook, flow: OpenFlow): void {
  book.lost.set(flow.id, flow);
  if (book.lost.size <= MAX_LOST) return;
  for (const oldest of book.lost.keys()) {
    book.lost.delete(oldest);
    return;
  }
}

/** Marks that something happened in a flow. */
export function touch(context: Context, flow: OpenFlow): OpenFlow {
  flow.activeAt = context.streamAt;
  if (context.at > flow.lastAt) flow.lastAt = context.at;
  if (context.at < flow.openedAt) flow.openedAt = context.at;
  flow.contactLost = context.book.away;
  if (context.suspect) flow.clockSuspect = true;
  return flow;
}

/** Not on a connector yet: a credential or remote start that waits for a cable. */
export function* unplaced(book: FlowBook): Iterable<OpenFlow> {
  for (const flow of book.flows.values()) if (flow.connector === null) yield flow;
}

import type { Equipment, RatedPlace } from '../enrich/placement.ts';
import type { ErrorCodes } from '../../error-codes.ts';
import {
  inTransaction,
  isAuthorized,
  isCommitted,
  newCredentialFacts,
  newRemoteFacts,
  note,
  openFlow,
  type OpenFlow,
} from './open-flow.ts';
import type { ChargeFlowConfig } from './config.ts';

/** How a flow came to its end. */
export type Closing = 'released' | 'stopped' | 'superseded' | 'timer' | 'lost';

/** Everything that the charge flow tracker remembers of one station: plain data, snapshotted as it is. */
export interface FlowBook {
  readonly flows: Map<string, OpenFlow>;
  /** `evse:connector` → id of the flow that holds the connector now. */
  readonly slots: Map<string, string>;
  /** Message id of an open authorisation, remote start or 1.6 start → flow id. */
  readonly calls: Map<string, string>;
  /** Transaction id → flow id, also of flows that are over (the last 32). */
  readonly transactions: Map<string, string>;
  /** What the connector last said: cable in or out. */
  readonly plugged: Map<string, boolean>;
  /** Starts already seen: `connector|identity|register|time`, the last 32. */
  readonly starts: Map<string, string>;
  /** Least limit set by a charging profile, watts; by EVSE. */
  readonly limits: Map<number, number>;
  lastOpening: { at: number; repeated: number };
  /** Flows that ended without a stop: a stop that comes late amends them. The last 4. */
  readonly lost: Map<string, OpenFlow>;
  /** Stream time of the last (re)connect. */
  connectedAt: number;
}

/** An empty book. */
export const newFlowBook = (): FlowBook => ({
  flows: new Map(),
  slots: new Map(),
  calls: new Map(),
  transactions: new Map(),
  plugged: new Map(),
  starts: new Map(),
  limits: new Map(),
  lastOpening: { at: 0, repeated: 0 },
  lost: new Map(),
  connectedAt: 0,
});

/** A flow that ended and why; judged by the caller. */
export interface EndedFlow {
  readonly flow: OpenFlow;
  readonly end: number;
  readonly closing: Closing;
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
  readonly rating: (evse: number | null, connector: number | null) => RatedPlace;
  readonly ended: EndedFlow[];
  /** Flows that had ended and of which more is known now. */
  readonly amended: EndedFlow[];
}

const MAX_OPEN = 64;
const MAX_REMEMBERED = 32;
const MAX_LOST = 4;

/** Key of a connector's slot. */
export const slotKey = (evse: number, connector: number): string => `${evse}:${connector}`;

/** Keeps the newest entries of an index. */
export function remember(index: Map<string, string>, key: string, value: string): void {
  index.delete(key);
  index.set(key, value);
  if (index.size <= MAX_REMEMBERED) return;
  for (const oldest of index.keys()) {
    index.delete(oldest);
    return;
  }
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
  flow.offline = context.late;
  note(flow, context.at, why);
  book.flows.set(flow.id, flow);
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

function closeOldest(context: Context): void {
  for (const flow of context.book.flows.values()) {
    close(context, flow, context.at, 'timer');
    return;
  }
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
}

/** Takes a flow out of the book and hands it on to be judged. */
export function close(context: Context, flow: OpenFlow, end: number, closing: Closing): void {
  const { book } = context;
  if (!book.flows.delete(flow.id)) return;
  if (flow.evse !== null && flow.connector !== null) {
    const key = slotKey(flow.evse, flow.connector);
    if (book.slots.get(key) === flow.id) book.slots.delete(key);
  }
  for (const [call, id] of book.calls) if (id === flow.id) book.calls.delete(call);
  if (inTransaction(flow)) keepLost(book, flow);
  context.ended.push({ flow, end: Math.max(end, flow.openedAt), closing });
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
  flow.contactLost = false;
  if (context.suspect) flow.clockSuspect = true;
  return flow;
}

/** Plugged in and waiting for a credential: the newest such flow of the station. */
export function waitingForCredential(book: FlowBook, evse: number | null): OpenFlow | undefined {
  let found: OpenFlow | undefined;
  for (const flow of book.flows.values()) {
    if (evse !== null && flow.evse !== null && flow.evse !== evse) continue;
    if (flow.plugAt === null || flow.unplugAt !== null || isAuthorized(flow) || isCommitted(flow)) continue;
    if (flow.stop !== null && reachedEnergy(flow)) continue;
    if (!found || flow.plugAt >= (found.plugAt ?? 0)) found = flow;
  }
  return found;
}

/** Not on a connector yet: a credential or remote start that waits for a cable. */
export function* unplaced(book: FlowBook): Iterable<OpenFlow> {
  for (const flow of book.flows.values()) if (flow.connector === null) yield flow;
}

/** Energy flowed: a meter proved it, or the station said so for a minute and sends no meter values (ruling 1). */
export function reachedEnergy(flow: OpenFlow): boolean {
  if (flow.energy.powerAt !== null) return true;
  return flow.energy.meterValues === 0 && flow.energy.chargingMs >= 60_000;
}

/** Moves credential and remote start from one flow to the other; a flow that was nothing else is gone. */
export function takeCredential(context: Context, target: OpenFlow, source: OpenFlow): void {
  if (target === source) return;
  target.credential = source.credential;
  target.remote = source.remote;
  target.identity = source.identity;
  source.credential = newCredentialFacts();
  source.remote = newRemoteFacts();
  source.identity = null;
  for (const [call, id] of context.book.calls) if (id === source.id) context.book.calls.set(call, target.id);
  if (source.connector !== null) return;
  target.openedAt = Math.min(target.openedAt, source.openedAt);
  target.evidence.unshift(...source.evidence);
  context.book.flows.delete(source.id);
}

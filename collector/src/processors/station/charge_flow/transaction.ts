import type {
  ChargingState,
  MeterSignal,
  TransactionAcceptedSignal,
  TransactionEndedSignal,
  TransactionStartedSignal,
  TransactionUpdatedSignal,
} from '../../../model/signal.ts';
import { earlier, inTransaction, isAuthorized, note, type OpenFlow } from './open-flow.ts';
import {
  close,
  flowAt,
  open,
  place,
  reachedEnergy,
  remember,
  slotKey,
  takeCredential,
  touch,
  type Context,
} from './flow-book.ts';
import { readMeter, readRegister, setCharging, setSuspended } from './energy.ts';

/** A transaction began. */
export function onTransactionStarted(context: Context, signal: TransactionStartedSignal): void {
  const { book, at } = context;
  const fingerprint = startFingerprint(signal);
  const known = book.flows.get(book.starts.get(fingerprint) ?? '') ?? byId(context, signal.transaction);
  if (known?.transaction) {
    if (!known.transaction.seen) adoptStart(context, known, signal);
    if (signal.call !== '') remember(book.calls, signal.call, known.id);
    note(touch(context, known), at, 'transaction start repeated');
    return;
  }
  if (book.starts.has(fingerprint)) return;
  const flow = flowForStart(context, signal);
  remember(book.starts, fingerprint, flow.id);
  touch(context, flow);
  flow.recovered = false;
  flow.transaction = {
    id: signal.transaction,
    call: signal.call,
    startedAt: at,
    seen: true,
    authorized: signal.trigger === null || AUTHORIZED_STARTS.has(signal.trigger) || signal.identity !== null,
    answered: signal.transaction !== null,
    errored: false,
    registerWh: signal.registerWh,
    remoteStartId: signal.remoteStartId,
  };
  flow.movedAt = context.streamAt;
  if (!isAuthorized(flow)) flow.identity = signal.identity ?? flow.identity;
  else flow.identity ??= signal.identity;
  if (signal.offline) flow.offline = true;
  if (signal.transaction !== null) remember(book.transactions, signal.transaction, flow.id);
  remember(book.calls, signal.call, flow.id);
  note(flow, at, `transaction started${signal.trigger === null ? '' : `: ${signal.trigger}`}`);
  const impliesCable = signal.trigger === null || signal.trigger === 'CablePluggedIn';
  if (impliesCable) plugSeen(context, flow, signal.trigger === null);
  if (signal.trigger === 'Authorized' && signal.identity !== null) flow.credential.acceptedAt ??= at;
  applyState(context, flow, signal.chargingState);
}

/** Triggers of a 2.x start that only an authorised driver causes. */
const AUTHORIZED_STARTS: ReadonlySet<string> = new Set(['Authorized', 'RemoteStart']);

const startFingerprint = (signal: TransactionStartedSignal): string =>
  signal.transaction !== null
    ? `id|${signal.transaction}`
    : `${signal.evse}:${signal.connector}|${signal.identity}|${signal.registerWh}|${signal.eventAt ?? signal.call}`;

const byId = (context: Context, transaction: string | null): OpenFlow | undefined =>
  transaction === null ? undefined : context.book.flows.get(context.book.transactions.get(transaction) ?? '');

function adoptStart(context: Context, flow: OpenFlow, signal: TransactionStartedSignal): void {
  if (!flow.transaction) return;
  flow.transaction.seen = true;
  flow.transaction.startedAt = Math.min(flow.transaction.startedAt, context.at);
  flow.transaction.registerWh ??= signal.registerWh;
  flow.identity ??= signal.identity;
  flow.recovered = false;
}

/** Queued transactions of one driver at one connector closer than this are tries of one plug-in. */
const QUEUED_RETRY_MS = 60_000;

/** Finds the flow whose transaction this is, or opens one. */
function flowForStart(context: Context, signal: TransactionStartedSignal): OpenFlow {
  const { book } = context;
  const { evse, connector } = signal;
  const candidate = credentialFor(context, signal);
  let held = evse === null ? undefined : flowAt(book, evse, connector);
  // Queued while offline and older than what the connector does now: history of its own.
  const { identity } = signal;
  const anothers =
    held !== undefined && held.identity !== null && identity !== null && held.identity !== identity;
  if (held && context.late && context.at < held.openedAt - 60_000) held = undefined;
  else if (held && context.late && anothers && !inTransaction(held)) {
    close(context, held, held.lastAt, 'superseded');
    held = undefined;
  } else if (held && inTransaction(held) && !reachedEnergy(held) && !anothers) {
    retryTransaction(held);
  } else if (held && (inTransaction(held) || (held.stop !== null && reachedEnergy(held)))) {
    close(context, held, inTransaction(held) ? held.lastAt : context.at, 'superseded');
    held = undefined;
  } else if (held?.stop && context.late && context.at - held.stop.at > QUEUED_RETRY_MS) {
    close(context, held, held.stop.at, 'superseded');
    held = undefined;
  } else if (held?.stop) retryTransaction(held);
  if (held) {
    if (candidate && candidate !== held) takeCredential(context, held, candidate);
    return held;
  }
  if (candidate && candidate.connector === null) {
    if (evse !== null && connector !== null) place(context, candidate, evse, connector);
    else candidate.evse ??= evse;
    return candidate;
  }
  const flow = open(context, evse, connector, 'transaction started');
  if (candidate) takeCredential(context, flow, candidate);
  if (evse !== null && connector !== null && book.plugged.get(slotKey(evse, connector)) === true) {
    flow.plugAt = context.at;
    flow.plugInferred = true;
  }
  return flow;
}

/** A transaction that ended before any energy is tried again inside the same plug-in (ruling 6). */
function retryTransaction(flow: OpenFlow): void {
  flow.earlierTransactions += 1;
  flow.transaction = null;
  flow.stop = null;
  flow.energy.lastRegisterWh = null;
}

function credentialFor(context: Context, signal: TransactionStartedSignal): OpenFlow | undefined {
  for (const flow of context.book.flows.values()) {
    if (flow.transaction !== null && flow.stop === null) continue;
    if (flow.stop !== null) continue;
    if (signal.identity !== null && flow.identity === signal.identity) return flow;
  }
  return undefined;
}

/** The 1.6 answer with the transaction's id. */
export function onTransactionAccepted(context: Context, signal: TransactionAcceptedSignal): void {
  const { book } = context;
  const flow = book.flows.get(book.calls.get(signal.call) ?? '');
  if (!flow?.transaction) return;
  touch(context, flow);
  flow.transaction.answered = !signal.error;
  flow.transaction.errored = signal.error;
  if (signal.transaction === null) return;
  flow.transaction.id = signal.transaction;
  remember(book.transactions, signal.transaction, flow.id);
}

/** Something changed in a running transaction. */
export function onTransactionUpdated(context: Context, signal: TransactionUpdatedSignal): void {
  const flow = find(context, signal);
  if (!flow) return;
  touch(context, flow);
  if (signal.offline) flow.offline = true;
  if (flow.boot) flow.boot.resumed = true;
  if (signal.trigger === 'CablePluggedIn') plugSeen(context, flow, false);
  if (signal.trigger === 'Authorized' || signal.trigger === 'RemoteStart') {
    claimCredential(context, flow, signal.identity);
    flow.identity ??= signal.identity;
    if (signal.trigger === 'Authorized') flow.credential.acceptedAt ??= context.at;
  }
  if (signal.trigger === 'EVDeparted' || signal.chargingState === 'idle') unplugSeen(context, flow);
  if (signal.trigger !== null && signal.trigger !== 'MeterValuePeriodic')
    note(flow, context.at, `transaction: ${signal.trigger}`);
  applyState(context, flow, signal.chargingState);
}

/** OCPP's Authorize names no connector: a credential that was taken to be for another one belongs to this. */
function claimCredential(context: Context, flow: OpenFlow, identity: string | null): void {
  if (identity === null || !flow.transaction) return;
  for (const other of context.book.flows.values()) {
    if (other === flow || other.identity !== identity || other.transaction?.authorized === true) continue;
    takeCredential(context, flow, other);
    break;
  }
  flow.transaction.authorized = true;
}

/** A transaction ended. */
export function onTransactionEnded(context: Context, signal: TransactionEndedSignal): void {
  const flow = find(context, signal);
  if (!flow) return lateStop(context, signal);
  touch(context, flow);
  ended(context, flow, signal);
  const key = flow.evse === null || flow.connector === null ? null : slotKey(flow.evse, flow.connector);
  const free =
    key === null || context.book.plugged.get(key) === false || context.book.slots.get(key) !== flow.id;
  if (!free && flow.releasedAt === null) return;
  // A station that replays what it queued may have tried again before the cable came out.
  if (context.late && !reachedEnergy(flow)) flow.releasedAt ??= context.streamAt;
  else close(context, flow, context.at, 'stopped');
}

/** Writes the end of a transaction into its flow. */
function ended(context: Context, flow: OpenFlow, signal: TransactionEndedSignal): void {
  const { at } = context;
  if (signal.offline) flow.offline = true;
  if (signal.registerWh !== null) readRegister(flow, signal.registerWh, at, context.streamAt);
  setCharging(flow, false, at);
  flow.stop = { at, reason: signal.reason, trigger: signal.trigger };
  note(flow, at, `transaction ended: ${signal.reason}`);
  if (
    signal.reason === 'EVDisconnected' ||
    signal.trigger === 'EVDeparted' ||
    signal.chargingState === 'idle'
  ) {
    unplugSeen(context, flow);
  }
}

/** The stop of a flow that was given up: it is judged again, with what is known now. */
function lateStop(context: Context, signal: TransactionEndedSignal): void {
  const flow = context.book.lost.get(context.book.transactions.get(signal.transaction ?? '') ?? '');
  if (!flow) return;
  context.book.lost.delete(flow.id);
  ended(context, flow, signal);
  note(flow, context.streamAt, 'its stop came late');
  context.amended.push({ flow, end: context.at, closing: 'stopped' });
}

/** Meter values of a transaction or a connector. */
export function onMeter(context: Context, signal: MeterSignal): void {
  const indexed = byId(context, signal.transaction);
  const flow = indexed ?? meterFlow(context, signal);
  if (!flow || !flow.transaction) return;
  if (flow.stop !== null && context.at > flow.stop.at) return;
  touch(context, flow);
  readMeter(flow, signal, context.at, context.streamAt);
}

function meterFlow(context: Context, signal: MeterSignal): OpenFlow | undefined {
  if (signal.transaction === null) {
    const held =
      signal.evse === null || signal.evse === 0
        ? undefined
        : flowAt(context.book, signal.evse, signal.connector);
    return held && inTransaction(held) ? held : undefined;
  }
  if (context.book.transactions.has(signal.transaction)) return undefined;
  return adopt(context, signal.transaction, signal.evse, signal.connector);
}

function find(
  context: Context,
  signal: TransactionUpdatedSignal | TransactionEndedSignal,
): OpenFlow | undefined {
  const indexed = byId(context, signal.transaction);
  if (indexed) return indexed;
  if (signal.transaction !== null && context.book.transactions.has(signal.transaction)) return undefined;
  const running = [...context.book.flows.values()].filter(
    (flow) => inTransaction(flow) && (signal.evse === null || flow.evse === signal.evse),
  );
  const nameless = running.filter((flow) => signal.transaction === null || flow.transaction?.id === null);
  const same = nameless.find((flow) => signal.identity !== null && flow.identity === signal.identity);
  const match = same ?? (nameless.length === 1 ? nameless[0] : undefined);
  if (match?.transaction) {
    match.transaction.id ??= signal.transaction;
    return match;
  }
  return signal.transaction === null
    ? undefined
    : adopt(context, signal.transaction, signal.evse, signal.connector);
}

/** A transaction whose start was never seen: judged by its end, left out of start KPIs (ruling 10). */
function adopt(
  context: Context,
  transaction: string,
  evse: number | null,
  connector: number | null,
): OpenFlow {
  const held = evse === null ? undefined : flowAt(context.book, evse, connector);
  const joins = held && held.transaction === null;
  const flow = joins ? held : open(context, evse, connector, 'transaction seen without its start');
  // A flow seen from its plug-in on whose start message was lost is still judged whole.
  if (!joins || flow.plugAt === null || flow.plugInferred) flow.recovered = true;
  flow.transaction = {
    id: transaction,
    call: '',
    startedAt: context.at,
    seen: false,
    authorized: true,
    answered: true,
    errored: false,
    registerWh: null,
    remoteStartId: null,
  };
  remember(context.book.transactions, transaction, flow.id);
  return flow;
}

function plugSeen(context: Context, flow: OpenFlow, inferred: boolean): void {
  if (flow.plugAt === null) flow.plugInferred = inferred;
  flow.plugAt = earlier(flow.plugAt, context.at);
  if (flow.evse !== null && flow.connector !== null && !context.late) {
    context.book.plugged.set(slotKey(flow.evse, flow.connector), true);
  }
}

function unplugSeen(context: Context, flow: OpenFlow): void {
  flow.unplugAt ??= context.at;
}

function applyState(context: Context, flow: OpenFlow, state: ChargingState | null): void {
  if (state === null) return;
  if (flow.transaction && state !== 'ev_connected' && state !== 'idle') flow.transaction.authorized = true;
  if (state === 'charging') setCharging(flow, true, context.at);
  else if (state === 'suspended_ev') setSuspended(flow, 'ev', context.at);
  else if (state === 'suspended_evse') setSuspended(flow, 'evse', context.at);
  else setCharging(flow, false, context.at);
  if (state !== 'idle') plugSeen(context, flow, true);
  else if (flow.plugAt !== null) unplugSeen(context, flow);
  note(flow, context.at, `charging state ${state}`);
}

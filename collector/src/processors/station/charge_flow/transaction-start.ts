import type { TransactionAcceptedSignal, TransactionStartedSignal } from '../../../model/signal.ts';
import { onQueued } from './away.ts';
import { applyState, plugSeen } from './charging-state.ts';
import { accept, isBrokenOff, takeCredential } from './credential.ts';
import { reachedEnergy } from './energy.ts';
import { note, ocppWord } from './evidence.ts';
import {
  close,
  flowAt,
  flowOfTransaction,
  open,
  place,
  remember,
  slotKey,
  touch,
  type Context,
} from './flow-book.ts';
import { inTransaction, isAuthorized, type OpenFlow } from './open-flow.ts';
import { paying } from './paying.ts';
import { observeStart, startsAuthorized } from './rules.ts';
import { isAuthorizedStart } from './transaction-lookup.ts';

/** A transaction began. */
export function onTransactionStarted(context: Context, signal: TransactionStartedSignal): void {
  const { book, at } = context;
  const known = knownStart(context, signal);
  if (known === 'over') return;
  if (known) {
    if (signal.call !== '') remember(book, book.calls, signal.call, known.id);
    note(touch(context, known), at, 'transaction start repeated');
    return;
  }
  const adopted = flowOfTransaction(book, signal.transaction);
  const flow = touch(context, adopted?.transaction ? adopted : flowForStart(context, signal));
  if (signal.transaction === null) remember(book, book.repeats, fingerprint(signal), flow.id);
  else remember(book, book.transactions, signal.transaction, flow.id);
  observeStart(book.rules, signal, flow.plugAt !== null);
  flow.parked = signal.trigger === 'EVDetected' && flow.plugAt === null && !isAuthorized(flow);
  begin(context, flow, signal);
  if (flow.transaction?.authorized === true && flow.evse !== null) book.reservations.delete(flow.evse);
  flow.recovered = false;
  flow.movedAt = context.streamAt;
  if (signal.offline) onQueued(context, flow);
  if (!isAuthorized(flow)) flow.identity = signal.identity ?? flow.identity;
  flow.identity ??= signal.identity;
  remember(book, book.calls, signal.call, flow.id);
  note(flow, at, `transaction started${signal.trigger === null ? '' : `: ${ocppWord(signal.trigger)}`}`);
  if (signal.trigger === null || signal.trigger === 'CablePluggedIn')
    plugSeen(context, flow, signal.trigger === null);
  if (signal.trigger === 'Authorized' && signal.identity !== null && !isAuthorized(flow)) accept(flow, at);
  applyState(context, flow, signal.chargingState, signal.seqNo);
}

/** Writes the start into its flow; later messages of the transaction may have come before it. */
function begin({ at, book }: Context, flow: OpenFlow, signal: TransactionStartedSignal): void {
  const before = flow.transaction;
  flow.transaction = {
    id: signal.transaction,
    startedAt: Math.min(at, before?.startedAt ?? at),
    seen: true,
    authorized:
      isAuthorizedStart(signal.trigger, signal.identity) ||
      startsAuthorized(book.rules) ||
      before?.authorized === true,
    answered: signal.transaction !== null,
    errored: false,
    registerWh: signal.registerWh,
    seqNo: before?.seqNo ?? null,
  };
  flow.begun ??= { at: flow.transaction.startedAt, trigger: signal.trigger };
}

/** A start of OCPP 1.6 has no id of its own: a repetition after a lost link has the original's particulars (row 11). */
const fingerprint = ({
  evse,
  connector,
  identity,
  registerWh,
  eventAt,
  call,
}: TransactionStartedSignal): string => `${evse}:${connector}|${identity}|${registerWh}|${eventAt ?? call}`;

/** The flow whose start this repeats; `over` when that has ended. */
function knownStart({ book }: Context, signal: TransactionStartedSignal): OpenFlow | 'over' | undefined {
  const id =
    signal.transaction === null
      ? book.repeats.get(fingerprint(signal))
      : book.transactions.get(signal.transaction);
  if (id === undefined) return undefined;
  const flow = book.flows.get(id);
  if (!flow) return 'over';
  return flow.transaction?.seen === true ? flow : undefined;
}

/** Queued transactions of one driver at one connector closer than this are tries of one plug-in. */
const QUEUED_RETRY_MS = 60_000;

/** Finds the flow whose transaction this is, or opens one. */
function flowForStart(context: Context, signal: TransactionStartedSignal): OpenFlow {
  const { book } = context;
  const { evse, connector } = signal;
  const candidate =
    flowOfTransaction(book, signal.transaction) ?? credentialFor(context, signal) ?? paidFor(context, signal);
  const held = heldFor(context, signal);
  if (held) {
    if (candidate && candidate !== held) takeCredential(context, held, candidate);
    return held;
  }
  let flow: OpenFlow;
  if (candidate?.connector === null) {
    flow = candidate;
    if (evse !== null && connector !== null) place(context, flow, evse, connector);
    else flow.evse ??= evse;
  } else {
    flow = open(context, evse, connector, 'transaction started');
    if (candidate) takeCredential(context, flow, candidate);
  }
  if (flow.plugAt === null && evse !== null && connector !== null) {
    const cable = book.cables.get(slotKey(evse, connector));
    if (cable?.plugged === true || cable?.maybe === true) plugSeen(context, flow, true);
  }
  return flow;
}

/** The flow that holds the connector, if this start can be part of it; one that cannot go on is closed. */
function heldFor(context: Context, signal: TransactionStartedSignal): OpenFlow | undefined {
  const { book, at, late } = context;
  const { evse, connector, identity } = signal;
  const held = evse === null ? undefined : flowAt(book, evse, connector);
  if (!held) return undefined;
  // Queued while offline and older than what the connector does now: history of its own.
  if (late && at < held.openedAt - 60_000) return undefined;
  const anothers = held.identity !== null && identity !== null && held.identity !== identity;
  const charged = reachedEnergy(held);
  const running = inTransaction(held);
  const past = held.stop !== null && late && at - held.stop.at > QUEUED_RETRY_MS;
  if (!running && continues(held, signal)) {
    resume(held);
    return held;
  }
  // A transaction that begins with the cable is a new plug-in, also where nothing was heard of the unplug before it.
  const replugged = signal.trigger === 'CablePluggedIn';
  const again = isBrokenOff(held) && identity !== null && identity === held.identity;
  const over = running
    ? charged || anothers
    : held.stop !== null
      ? (charged && !again) || past || replugged || (late && anothers)
      : late && anothers;
  if (over) {
    const end = held.stop === null ? held.lastAt : charged ? at : held.stop.at;
    close(context, held, end, 'superseded');
    return undefined;
  }
  if (held.transaction !== null) retry(context, held);
  return held;
}

/**
 * With TxStopPoint EnergyTransfer a transaction ends whenever the vehicle pauses, and another begins when it goes on: the
 * cable was never out, and nobody presented anything.
 */
function continues(held: OpenFlow, { trigger, identity }: TransactionStartedSignal): boolean {
  if (trigger !== 'ChargingStateChanged' || held.stop?.trigger !== 'ChargingStateChanged') return false;
  return (
    held.unplugAt === null && (identity === null || held.identity === null || identity === held.identity)
  );
}

function resume(flow: OpenFlow): void {
  flow.stop = null;
  flow.halt = null;
  if (flow.transaction) flow.transaction.seqNo = null;
}

/** A transaction that ended before any energy is tried again inside the same plug-in (ruling 6). */
function retry({ late }: Context, flow: OpenFlow): void {
  if (flow.transaction) flow.earlier = { transaction: flow.transaction, stop: flow.stop };
  flow.earlierTransactions += 1;
  flow.transaction = null;
  flow.stop = null;
  flow.halt = null;
  flow.energy.lastRegisterWh = null;
  flow.energy.lastRegisterAt = null;
  flow.energy.leaptFrom = null;
  if (late) return;
  flow.releasedAt = null;
  flow.unplugAt = null;
}

/** The flow whose credential or remote start this transaction was begun with. */
function credentialFor({ book }: Context, signal: TransactionStartedSignal): OpenFlow | undefined {
  const { identity, remoteStartId } = signal;
  for (const flow of book.flows.values()) {
    if (flow.transaction !== null) continue;
    if (remoteStartId !== null && flow.remote.remoteStartId === remoteStartId) return flow;
  }
  for (const flow of book.flows.values()) {
    if (flow.transaction === null && identity !== null && flow.identity === identity) return flow;
  }
  return undefined;
}

/** Queued starts this close to a payment are what was paid for, ms. */
const PAID_MS = 180_000;

/** Somebody paid beside a station without contact, which tells of the start once it is back. */
function paidFor(
  { book, at, late }: Context,
  { evse, offline }: TransactionStartedSignal,
): OpenFlow | undefined {
  if (!late && !offline) return undefined;
  const flow = paying(book, evse);
  const paidAt = flow?.payment?.authorizedAt ?? null;
  return paidAt !== null && Math.abs(at - paidAt) <= PAID_MS ? flow : undefined;
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
  remember(book, book.transactions, signal.transaction, flow.id);
}

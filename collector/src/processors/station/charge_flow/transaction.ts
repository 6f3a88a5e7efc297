import type { MeterSignal, TransactionEndedSignal, TransactionUpdatedSignal } from '../../../model/signal.ts';
import { applyState, plugSeen, unplugSeen } from './charging-state.ts';
import type { StopFacts } from './facts.ts';
import { accept, takeCredential } from './credential.ts';
import { isPower, reachedEnergy, readMeter, readRegister, setCharging } from './energy.ts';
import { note, ocppWord } from './evidence.ts';
import {
  close,
  flowAt,
  flowOfTransaction,
  remember,
  slotKey,
  touch,
  unplaced,
  type Context,
} from './flow-book.ts';
import { halt } from './halt.ts';
import { inTransaction, isAuthorized, type OpenFlow } from './open-flow.ts';
import { isDriverStop } from './stop-reason.ts';
import { adopt, findTransaction, named } from './transaction-lookup.ts';

/** Something changed in a running transaction. */
export function onTransactionUpdated(context: Context, signal: TransactionUpdatedSignal): void {
  const flow = findTransaction(context, signal);
  if (!flow) return;
  touch(context, flow);
  if (signal.offline) flow.offline = true;
  if (flow.boot && context.at >= flow.boot.at) flow.boot.resumed = true;
  if (signal.trigger === 'CablePluggedIn') plugSeen(context, flow, false);
  if (signal.trigger === 'Authorized' || signal.trigger === 'RemoteStart') {
    claimCredential(context, flow, signal);
    flow.identity ??= signal.identity;
    if (signal.trigger === 'Authorized' && !isAuthorized(flow)) accept(flow, context.at);
  }
  if (signal.trigger === 'EVDeparted') unplugSeen(context, flow);
  if (signal.trigger !== null && signal.trigger !== 'MeterValuePeriodic')
    note(flow, context.at, `transaction: ${ocppWord(signal.trigger)}`);
  halt(context, flow, signal);
  applyState(context, flow, signal.chargingState, signal.seqNo);
}

/** OCPP's Authorize names no connector: a credential that was taken to be for another one belongs to this. */
function claimCredential(context: Context, flow: OpenFlow, signal: TransactionUpdatedSignal): void {
  const { identity, remoteStartId } = signal;
  if (!flow.transaction) return;
  flow.transaction.authorized = true;
  for (const other of context.book.flows.values()) {
    if (other === flow || other.transaction?.authorized === true) continue;
    const byId = remoteStartId !== null && other.remote.remoteStartId === remoteStartId;
    if (!byId && (identity === null || other.identity !== identity)) continue;
    takeCredential(context, flow, other);
    return;
  }
}

/** A transaction ended. */
export function onTransactionEnded(context: Context, signal: TransactionEndedSignal): void {
  const { book } = context;
  if (signal.transaction === null && repeatsStop(context, signal)) return;
  const flow = findTransaction(context, signal);
  if (!flow) return lateStop(context, signal);
  if (flow.stop !== null) return;
  touch(context, flow);
  if (signal.transaction === null) remember(book, book.repeats, stopFingerprint(signal), flow.id);
  ended(context, flow, signal);
  const key = flow.evse === null || flow.connector === null ? null : slotKey(flow.evse, flow.connector);
  const free = key === null || book.cables.get(key)?.plugged === false || book.slots.get(key) !== flow.id;
  if (!free && flow.releasedAt === null) return;
  // A station that replays what it queued may have tried again before the cable came out.
  if (context.late && key !== null && !reachedEnergy(flow)) flow.releasedAt ??= context.streamAt;
  else close(context, flow, context.at, 'stopped');
}

const stopFingerprint = ({ call, eventAt, registerWh }: TransactionEndedSignal): string =>
  `stop|${call}|${eventAt}|${registerWh}`;

const repeatsStop = ({ book }: Context, signal: TransactionEndedSignal): boolean =>
  book.repeats.has(stopFingerprint(signal));

/** A transaction that ends because the vehicle pauses was ended by the vehicle, whatever else the station calls it. */
function reasonOf({ quirks }: Context, signal: TransactionEndedSignal): string {
  const { reason, trigger, chargingState } = signal;
  if (reason !== 'Other') return reason;
  if (trigger === 'ChargingStateChanged' && chargingState === 'suspended_ev') return 'StoppedByEV';
  return quirks.includes('other_stop_is_local') ? 'Local' : reason;
}

/** Writes the end of a transaction into its flow. */
function ended(context: Context, flow: OpenFlow, signal: TransactionEndedSignal): void {
  const { at } = context;
  const { trigger } = signal;
  const reason = reasonOf(context, signal);
  if (signal.offline) flow.offline = true;
  const { registerWh } = signal;
  if (registerWh !== null) readRegister(flow, registerWh, at, context.streamAt, registerWh > 0);
  setCharging(flow, false, at);
  flow.stop = stopOf(flow, { at, reason, trigger });
  withdrawConcurrent(context, flow);
  note(flow, at, `transaction ended: ${ocppWord(reason)}`);
  const departed = reason === 'EVDisconnected' || trigger === 'EVDeparted' || signal.chargingState === 'idle';
  if (departed) unplugSeen(context, flow);
}

/** A stop this soon after a credential shows that it was presented for that, whatever the backend said to it, ms. */
const STOPPING_MS = 30_000;

/** Who was taken for somebody else with a credential that charges already had come to end the charge. */
function withdrawConcurrent({ book, at }: Context, { identity, stop }: OpenFlow): void {
  if (stop === null || !isDriverStop(stop) || identity === null) return;
  for (const flow of unplaced(book)) {
    if (flow.identity !== identity || flow.credential.refusal !== 'concurrent_tx') continue;
    if (flow.transaction === null && at - flow.openedAt <= STOPPING_MS) book.flows.delete(flow.id);
  }
}

/**
 * Where the charge was over before its transaction, that is when it stopped and why: a transaction that ends when the cable
 * comes out does not tell who had ended the charge.
 */
function stopOf({ halt: before }: OpenFlow, stop: StopFacts): StopFacts {
  if (before === null || (stop.reason !== 'EVDisconnected' && stop.reason !== 'Local')) return stop;
  return { at: before.at, reason: before.reason, trigger: before.trigger };
}

/** The stop of a flow that was given up: it is judged again, with what is known now. */
function lateStop(context: Context, signal: TransactionEndedSignal): void {
  const flow = lostFlow(context, signal.transaction);
  if (!flow) return;
  context.book.lost.delete(flow.id);
  ended(context, flow, signal);
  note(flow, context.streamAt, 'its stop came late');
  context.amended.push({ flow, end: context.at, closing: 'stopped', rules: context.book.rules });
}

const lostFlow = ({ book }: Context, transaction: string | null): OpenFlow | undefined =>
  transaction === null ? undefined : book.lost.get(book.transactions.get(transaction) ?? '');

/** Meter values of a transaction or a connector; those of no transaction are the connector's own affair. */
export function onMeter(context: Context, signal: MeterSignal): void {
  const lost = lostFlow(context, signal.transaction);
  if (lost) return readMeter(lost, signal, context.at, context.streamAt);
  const flow = meterFlow(context, signal);
  if (!flow?.transaction) return;
  if (flow.stop !== null && context.at > flow.stop.at) return;
  touch(context, flow);
  readMeter(flow, signal, context.at, context.streamAt);
  if (signal.powerW !== null && isPower(flow, signal.powerW)) goesOn(context, flow);
}

/** Power after `available`: the station said it with the cable still in (row 17). */
function goesOn({ at }: Context, flow: OpenFlow): void {
  if (flow.releasedAt === null || flow.stop !== null || at <= (flow.unplugAt ?? at)) return;
  flow.releasedAt = null;
  flow.unplugAt = null;
  note(flow, at, 'power after the connector was said to be available');
}

function meterFlow(context: Context, signal: MeterSignal): OpenFlow | undefined {
  const { book } = context;
  const { transaction, evse, connector } = signal;
  const indexed = flowOfTransaction(book, transaction);
  if (indexed?.transaction) return indexed;
  if (!indexed && transaction !== null && book.transactions.has(transaction)) return undefined;
  const held = evse === null ? undefined : flowAt(book, evse, connector);
  const running = held && inTransaction(held) ? held : undefined;
  if (transaction === null) return running;
  // Its start is not answered yet, or the answer never reached us.
  if (running?.transaction?.id === null) return named(context, running, transaction);
  return adopt(context, { transaction, evse, connector }, true);
}

import type { ProblemSignal, Signal } from '../../../model/signal.ts';
import { onRestart } from './away.ts';
import { addCodes, onStatus } from './cable.ts';
import { onAuthorization } from './credential.ts';
import { note } from './evidence.ts';
import { flowAt, flowOfTransaction, type Context } from './flow-book.ts';
import { onLimit } from './limit.ts';
import { inTransaction } from './open-flow.ts';
import { onPayment } from './payment.ts';
import { onRemoteStart, onRemoteStop } from './remote.ts';
import { onReservation } from './reservations.ts';
import { learn } from './rules.ts';
import { onTransactionAccepted, onTransactionStarted } from './transaction-start.ts';
import { onMeter, onTransactionEnded, onTransactionUpdated } from './transaction.ts';

/**
 * Lets one signal change the station's flows; flows that it ends are pushed to `context.ended`. Total: any signal in
 * any state is handled, and what has no meaning here is ignored.
 */
export function onSignal(context: Context, signal: Signal): void {
  switch (signal.kind) {
    case 'authorization':
      return onAuthorization(context, atEvse(signal));
    case 'remote_start':
      return onRemoteStart(context, atEvse(signal));
    case 'remote_stop':
      return onRemoteStop(context, signal);
    case 'reservation':
      return onReservation(context, atEvse(signal));
    case 'transaction_started':
      return onTransactionStarted(context, atConnector(signal));
    case 'transaction_accepted':
      return onTransactionAccepted(context, signal);
    case 'transaction_updated':
      return onTransactionUpdated(context, atConnector(signal));
    case 'transaction_ended':
      return onTransactionEnded(context, atConnector(signal));
    case 'meter':
      return onMeter(context, atConnector(signal));
    case 'status':
      return onStatus(context, signal);
    case 'boot':
      return onBoot(context, signal.reason);
    case 'problem':
      if (signal.active) onProblem(context, signal);
      return;
    case 'payment':
      return onPayment(context, atEvse(signal));
    case 'setting':
      return learn(context.book.rules, signal);
    case 'limit':
      return onLimit(context, signal);
    case 'command':
      if (signal.phase === 'answered' && signal.status === 'Accepted') onCommand(context, signal.action);
      return;
    default:
      return;
  }
}

/** Whether a signal may have a meaning here. */
export function concernsFlows(signal: Signal): boolean {
  switch (signal.kind) {
    case 'connected':
    case 'disconnected':
    case 'ping':
    case 'message':
    case 'call_completed':
    case 'firmware':
    case 'reading':
      return false;
    case 'problem':
      return signal.active;
    case 'command':
      return signal.phase === 'answered' && signal.status === 'Accepted';
    default:
      return true;
  }
}

/** Nobody charges at EVSE 0: where a charge names it, the station does not know the place. */
const atEvse = <Named extends { readonly evse: number | null }>(signal: Named): Named =>
  signal.evse === 0 ? { ...signal, evse: null } : signal;

const atConnector = <Named extends { readonly evse: number | null; readonly connector: number | null }>(
  signal: Named,
): Named => {
  if (signal.evse === 0) return { ...signal, evse: null, connector: null };
  return signal.connector === 0 ? { ...signal, connector: null } : signal;
};

/** So many boots in so short a time are a loop (row 15). */
const LOOP = { boots: 3, ms: 30 * 60_000 } as const;

function onBoot({ book, at, streamAt }: Context, cause: string): void {
  // It was asked to introduce itself: nothing restarted.
  if (cause === 'triggered') return;
  const { boots } = book;
  boots.push(streamAt);
  if (boots.length > LOOP.boots) boots.shift();
  const loop = boots.length === LOOP.boots && streamAt - (boots[0] ?? 0) <= LOOP.ms;
  // What a connector says after a restart is where it stands, not what began.
  for (const cable of book.cables.values()) cable.over = false;
  for (const flow of book.flows.values()) onRestart(flow, at, streamAt, cause, loop);
}

function onProblem(context: Context, { evse, connector, transaction, code }: ProblemSignal): void {
  const charging = flowOfTransaction(context.book, transaction);
  if (charging) return addCodes(context, charging, [code]);
  const held = evse === 0 ? undefined : flowAt(context.book, evse, connector === 0 ? null : connector);
  const hit = evse === 0 ? [...context.book.flows.values()] : held ? [held] : [];
  for (const flow of hit) addCodes(context, flow, [code]);
}

function onCommand(context: Context, action: string): void {
  for (const flow of context.book.flows.values()) {
    if (inTransaction(flow)) note(flow, context.at, `command ${action} accepted`);
  }
}

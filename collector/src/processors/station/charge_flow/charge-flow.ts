import type { Signal } from '../../../model/signal.ts';
import { onAuthorization, onRemoteStart, onRemoteStop } from './credential.ts';
import { addCodes, onStatus } from './cable.ts';
import { inTransaction, note } from './open-flow.ts';
import { flowAt, type Context } from './flow-book.ts';
import {
  onMeter,
  onTransactionAccepted,
  onTransactionEnded,
  onTransactionStarted,
  onTransactionUpdated,
} from './transaction.ts';

/**
 * Lets one signal change the station's flows; flows that it ends are pushed to `context.ended`. Total: any signal in
 * any state is handled, and what has no meaning here is ignored.
 */
export function onSignal(context: Context, signal: Signal): void {
  switch (signal.kind) {
    case 'authorization':
      return onAuthorization(context, signal);
    case 'remote_start':
      return onRemoteStart(context, signal);
    case 'remote_stop':
      return onRemoteStop(context, signal);
    case 'transaction_started':
      return onTransactionStarted(context, signal);
    case 'transaction_accepted':
      return onTransactionAccepted(context, signal);
    case 'transaction_updated':
      return onTransactionUpdated(context, signal);
    case 'transaction_ended':
      return onTransactionEnded(context, signal);
    case 'meter':
      return onMeter(context, signal);
    case 'status':
      return onStatus(context, signal);
    case 'boot':
      return onBoot(context, signal.reason);
    case 'connected':
      return onConnected(context);
    case 'disconnected':
      return onDisconnected(context);
    case 'problem':
      if (signal.active) onProblem(context, signal.evse, signal.connector, signal.code);
      return;
    case 'limit':
      return onLimit(context, signal.evse, signal.watts ?? signal.amperes);
    case 'command':
      return signal.phase === 'answered' && signal.status === 'Accepted'
        ? onCommand(context, signal.action)
        : undefined;
    default:
      return;
  }
}

function onBoot(context: Context, cause: string): void {
  for (const flow of context.book.flows.values()) {
    flow.boots += 1;
    flow.boot = { at: context.at, streamAt: context.streamAt, cause, resumed: false };
    note(flow, context.at, `station restarted: ${cause}`);
  }
}

function onDisconnected(context: Context): void {
  for (const flow of context.book.flows.values()) {
    flow.awaySince ??= context.streamAt;
    flow.contactLost = true;
    note(flow, context.streamAt, 'contact with the station lost');
  }
}

/** Back again: timers go on from now, and what was queued may still come. */
function onConnected(context: Context): void {
  context.book.connectedAt = context.streamAt;
  for (const flow of context.book.flows.values()) {
    if (flow.awaySince === null) continue;
    flow.awaySince = null;
    flow.activeAt = context.streamAt;
  }
}

function onProblem(context: Context, evse: number, connector: number, code: string): void {
  const held = evse === 0 ? undefined : flowAt(context.book, evse, connector === 0 ? null : connector);
  const hit = evse === 0 ? [...context.book.flows.values()] : held ? [held] : [];
  for (const flow of hit) addCodes(context, flow, [code]);
}

/** A limit of next to nothing is managed charging, not failure (ruling 13). */
function onLimit(context: Context, evse: number, limit: number | null): void {
  const { limits } = context.book;
  if (limit === null) limits.delete(evse);
  else if (limits.size < 32 || limits.has(evse)) limits.set(evse, limit);
  for (const flow of context.book.flows.values()) {
    if (evse !== 0 && flow.evse !== evse) continue;
    if (limit !== null && limit <= 1) flow.energy.limitedAt ??= context.at;
    note(flow, context.at, limit === null ? 'limit cleared' : 'limit set');
  }
}

function onCommand(context: Context, action: string): void {
  for (const flow of context.book.flows.values()) {
    if (inTransaction(flow)) note(flow, context.at, `command ${action} accepted`);
  }
}

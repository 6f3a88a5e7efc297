import type { PaymentMethod } from '../model/payment.ts';
import type { RemoteStartSignal, RemoteStopSignal } from '../model/signal.ts';
import type { CallMemo, Exchange } from './message.ts';

/** How a remote command went, by the status of its answer; an answer without one is no answer. */
export function verdict(status: string | undefined): 'accepted' | 'rejected' | 'error' {
  if (status === undefined || status === '') return 'error';
  return status === 'Accepted' ? 'accepted' : 'rejected';
}

/** Emits a remote start; the place and credential are those that were asked for. */
export function pushRemoteStart(phase: RemoteStartSignal['phase'], exchange: Exchange, memo: CallMemo): void {
  exchange.signals.push({
    kind: 'remote_start',
    station: exchange.station,
    receivedAt: exchange.receivedAt,
    eventAt: null,
    phase,
    call: exchange.call,
    evse: memo.evse,
    identity: memo.identity,
    remoteStartId: memo.remoteStartId,
    transaction: memo.transaction,
    method: memo.method,
  });
}

/** Emits a remote stop. */
export function pushRemoteStop(phase: RemoteStopSignal['phase'], exchange: Exchange, memo: CallMemo): void {
  exchange.signals.push({
    kind: 'remote_stop',
    station: exchange.station,
    receivedAt: exchange.receivedAt,
    eventAt: null,
    phase,
    call: exchange.call,
    transaction: memo.transaction,
  });
}

/** A command of the backend stands for its app, unless the credential is that of somebody who paid at once. */
export const remoteMethod = (kind: PaymentMethod | null): PaymentMethod =>
  kind === 'card_terminal' || kind === 'web' ? kind : 'app';

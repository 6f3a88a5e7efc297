import type { AuthorizationSignal } from '../model/signal.ts';
import type { CallMemo, Exchange } from './message.ts';
import { authorizationStatus } from './vocabulary.ts';

/** Emits a credential presented, judged or left without a verdict. `status` only counts when answered. */
export function pushAuthorization(
  phase: AuthorizationSignal['phase'],
  exchange: Exchange,
  memo: CallMemo,
  eventAt: number | null = null,
  status?: string,
): void {
  exchange.signals.push({
    kind: 'authorization',
    station: exchange.station,
    receivedAt: exchange.receivedAt,
    eventAt,
    phase,
    call: exchange.call,
    identity: memo.identity,
    status: phase === 'answered' ? authorizationStatus(status) : null,
    transaction: memo.transaction,
    evse: memo.evse,
    method: memo.method,
  });
}

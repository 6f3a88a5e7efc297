import type { ReservationSignal } from '../model/signal.ts';
import type { CallMemo, Exchange } from './message.ts';

/** Emits what became of a reservation. */
export function pushReservation(phase: ReservationSignal['phase'], exchange: Exchange, memo: CallMemo): void {
  exchange.signals.push({
    kind: 'reservation',
    station: exchange.station,
    receivedAt: exchange.receivedAt,
    eventAt: null,
    phase,
    evse: memo.evse,
    identity: memo.identity,
    reservation: memo.reservation,
    expiresAt: memo.expiresAt,
  });
}

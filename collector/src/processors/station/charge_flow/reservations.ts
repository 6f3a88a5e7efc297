import type { ConnectorStatus, ReservationSignal } from '../../../model/signal.ts';
import type { FlowBook } from './flow-book.ts';
import type { OpenFlow } from './open-flow.ts';

/** What an EVSE is reserved for. Plain data. */
export interface Reservation {
  readonly id: number | null;
  /** null: the connector says that it is reserved, and nobody heard for whom. */
  readonly identity: string | null;
  /** Stream time at which it expires. */
  readonly until: number;
}

const MAX_RESERVATIONS = 32;

const keep = ({ reservations }: FlowBook, evse: number, reservation: Reservation): void => {
  if (reservations.size < MAX_RESERVATIONS || reservations.has(evse)) reservations.set(evse, reservation);
};

/** A reservation was made, or is over; one that ends without saying which ends them all. */
export function onReservation({ book }: { readonly book: FlowBook }, signal: ReservationSignal): void {
  const { reservations } = book;
  if (signal.phase === 'cancelled') {
    for (const [evse, { id }] of reservations)
      if (signal.reservation === null || id === null || id === signal.reservation) reservations.delete(evse);
  }
  if (signal.phase !== 'accepted' || signal.evse === null) return;
  const { reservation: id, identity } = signal;
  keep(book, signal.evse, { id, identity, until: signal.expiresAt ?? Infinity });
}

/** A connector says that it is reserved, or that it no longer is; a cable alone ends no reservation. */
export function observeReservation(book: FlowBook, evse: number, status: ConnectorStatus): void {
  if (status === 'reserved' && !book.reservations.has(evse))
    keep(book, evse, { id: null, identity: null, until: Infinity });
  if (status === 'available' || status === 'charging') book.reservations.delete(evse);
}

/** The EVSE is kept for somebody else than this identity, as far as anybody said. */
export function isReservedForOther(
  { reservations }: FlowBook,
  evse: number | null,
  identity: string | null,
  streamAt: number,
): boolean {
  const reservation = evse === null ? undefined : reservations.get(evse);
  return reservation !== undefined && reservation.until > streamAt && reservation.identity !== identity;
}

/** Whoever was accepted and got no transaction where the EVSE is known to be another's was turned away. */
export function markReserved(book: FlowBook, flow: OpenFlow, streamAt: number): void {
  if (flow.transaction?.authorized === true || flow.identity === null || flow.evse === null) return;
  const holder = book.reservations.get(flow.evse)?.identity ?? null;
  if (holder !== null && isReservedForOther(book, flow.evse, flow.identity, streamAt))
    flow.remote.reservedForOther = true;
}

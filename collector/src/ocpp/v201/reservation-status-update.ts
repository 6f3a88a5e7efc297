import { Type } from 'typebox';
import { NO_MEMO, message } from '../message.ts';
import { pushReservation } from '../reservation.ts';
import { EMPTY, word } from '../schema.ts';

/** ReservationStatusUpdate (OCPP 2.0.1 use case H04) → `reservation` cancelled: expired, removed or, in 2.1, not used. */
export const reservationStatusUpdate = message({
  action: 'ReservationStatusUpdate',
  sender: 'station',
  request: Type.Object({
    reservationId: Type.Integer(),
    reservationUpdateStatus: word('Expired', 'Removed', 'NoTransaction'),
  }),
  response: EMPTY,
  call: (request, exchange) => {
    const memo = { ...NO_MEMO, reservation: request.reservationId ?? null };
    pushReservation('cancelled', exchange, memo);
    return null;
  },
});

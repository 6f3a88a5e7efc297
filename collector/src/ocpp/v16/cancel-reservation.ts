import { Type } from 'typebox';
import { NO_MEMO, message } from '../message.ts';
import { pushReservation } from '../reservation.ts';
import { STATUS_ANSWER } from '../schema.ts';

/** CancelReservation (OCPP 1.6 §5.1) → `reservation` cancelled; the wire does not say which connector it held. */
export const cancelReservation = message({
  action: 'CancelReservation',
  sender: 'csms',
  request: Type.Object({ reservationId: Type.Integer() }),
  response: STATUS_ANSWER,
  call: (request) => ({ ...NO_MEMO, reservation: request.reservationId ?? null }),
  result: (response, exchange, memo) => {
    if (response.status === 'Accepted') pushReservation('cancelled', exchange, memo);
  },
});

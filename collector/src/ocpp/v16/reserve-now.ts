import { Type } from 'typebox';
import { evseOf } from '../connector.ts';
import { NO_MEMO, message } from '../message.ts';
import { pushReservation } from '../reservation.ts';
import { STATUS_ANSWER, placeNumber, text, time } from '../schema.ts';
import { identityOf } from '../identity.ts';
import { parseTime } from '../time.ts';

/** ReserveNow (OCPP 1.6 §5.13) → `reservation` when answered. */
export const reserveNow = message({
  action: 'ReserveNow',
  sender: 'csms',
  request: Type.Object({
    connectorId: placeNumber,
    expiryDate: time,
    idTag: text(20),
    parentIdTag: Type.Optional(text(20)),
    reservationId: Type.Integer(),
  }),
  response: STATUS_ANSWER,
  call: (request, exchange) => ({
    ...NO_MEMO,
    evse: evseOf(exchange.context, request.connectorId),
    identity: identityOf(request.idTag),
    reservation: request.reservationId ?? null,
    expiresAt: parseTime(request.expiryDate),
  }),
  result: (response, exchange, memo) =>
    pushReservation(response.status === 'Accepted' ? 'accepted' : 'rejected', exchange, memo),
});

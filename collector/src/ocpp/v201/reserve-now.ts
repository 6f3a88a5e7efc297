import { Type } from 'typebox';
import { NO_MEMO, message } from '../message.ts';
import { pushReservation } from '../reservation.ts';
import { STATUS_ANSWER, placeNumber, time } from '../schema.ts';
import { parseTime } from '../time.ts';
import { idToken, identityOfToken } from './id-token.ts';

/** ReserveNow (OCPP 2.0.1 use case H01) → `reservation` when answered. */
export const reserveNow = message({
  action: 'ReserveNow',
  sender: 'csms',
  request: Type.Object({
    id: Type.Integer(),
    expiryDateTime: time,
    idToken,
    evseId: Type.Optional(placeNumber),
  }),
  response: STATUS_ANSWER,
  call: (request) => ({
    ...NO_MEMO,
    evse: request.evseId ?? null,
    identity: identityOfToken(request.idToken),
    reservation: request.id ?? null,
    expiresAt: parseTime(request.expiryDateTime),
  }),
  result: (response, exchange, memo) =>
    pushReservation(response.status === 'Accepted' ? 'accepted' : 'rejected', exchange, memo),
});

import { Type } from 'typebox';
import { command } from '../command.ts';
import { evseOf } from '../connector.ts';
import { placeNumber, word } from '../schema.ts';

/** ChangeAvailability (OCPP 1.6 §5.2) → `command`. */
export const changeAvailability = command({
  action: 'ChangeAvailability',
  request: Type.Object({ connectorId: placeNumber, type: word('Inoperative', 'Operative') }),
  evse: (request, exchange) => evseOf(exchange.context, request.connectorId),
  detail: (request) => request.type,
});

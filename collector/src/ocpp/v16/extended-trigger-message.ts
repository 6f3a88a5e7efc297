import { Type } from 'typebox';
import { command } from '../command.ts';
import { evseOf } from '../connector.ts';
import { placeNumber, text } from '../schema.ts';

/** ExtendedTriggerMessage (OCPP 1.6 security extension) → `command`. */
export const extendedTriggerMessage = command({
  action: 'ExtendedTriggerMessage',
  request: Type.Object({ requestedMessage: text(50), connectorId: Type.Optional(placeNumber) }),
  evse: (request, exchange) => evseOf(exchange.context, request.connectorId),
  detail: (request) => request.requestedMessage,
});

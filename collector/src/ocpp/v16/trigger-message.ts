import { Type } from 'typebox';
import { command } from '../command.ts';
import { evseOf } from '../connector.ts';
import { placeNumber, text } from '../schema.ts';

/** TriggerMessage (OCPP 1.6 §5.17) → `command`. */
export const triggerMessage = command({
  action: 'TriggerMessage',
  request: Type.Object({ requestedMessage: text(50), connectorId: Type.Optional(placeNumber) }),
  evse: (request, exchange) => evseOf(exchange.context, request.connectorId),
  detail: (request) => request.requestedMessage,
});

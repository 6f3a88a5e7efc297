import { Type } from 'typebox';
import { command } from '../command.ts';
import { evseOf } from '../connector.ts';
import { placeNumber } from '../schema.ts';

/** UnlockConnector (OCPP 1.6 §5.18) → `command`. */
export const unlockConnector = command({
  action: 'UnlockConnector',
  request: Type.Object({ connectorId: placeNumber }),
  evse: (request, exchange) => evseOf(exchange.context, request.connectorId),
});

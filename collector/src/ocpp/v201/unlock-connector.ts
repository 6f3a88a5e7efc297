import { Type } from 'typebox';
import { command } from '../command.ts';
import { placeNumber } from '../schema.ts';

/** UnlockConnector (OCPP 2.0.1 use case F05) → `command`. */
export const unlockConnector = command({
  action: 'UnlockConnector',
  request: Type.Object({ evseId: placeNumber, connectorId: placeNumber }),
  evse: (request) => request.evseId ?? null,
});

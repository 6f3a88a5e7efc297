import { Type } from 'typebox';
import { command } from '../command.ts';
import { text } from '../schema.ts';
import { evseType } from './evse.ts';

/** TriggerMessage (OCPP 2.0.1 use case F06) → `command`. */
export const triggerMessage = command({
  action: 'TriggerMessage',
  request: Type.Object({ requestedMessage: text(50), evse: Type.Optional(evseType) }),
  evse: (request) => request.evse?.id ?? null,
  detail: (request) => request.requestedMessage,
});

import { Type } from 'typebox';
import { command } from '../command.ts';
import { placeNumber, word } from '../schema.ts';

/** Reset (OCPP 2.0.1 use cases B11, B12; ImmediateAndResume is 2.1's) → `command`. */
export const reset = command({
  action: 'Reset',
  request: Type.Object({
    type: word('Immediate', 'OnIdle', 'ImmediateAndResume'),
    evseId: Type.Optional(placeNumber),
  }),
  evse: (request) => request.evseId ?? null,
  detail: (request) => request.type,
});

import { Type } from 'typebox';
import { command } from '../command.ts';
import { word } from '../schema.ts';

/** Reset (OCPP 1.6 §5.14) → `command`. */
export const reset = command({
  action: 'Reset',
  request: Type.Object({ type: word('Hard', 'Soft') }),
  detail: (request) => request.type,
});

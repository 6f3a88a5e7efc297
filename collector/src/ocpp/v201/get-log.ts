import { Type } from 'typebox';
import { command } from '../command.ts';
import { text } from '../schema.ts';

/** GetLog (OCPP 2.0.1 use case N01) → `command`. */
export const getLog = command({
  action: 'GetLog',
  request: Type.Object({ logType: text(50), requestId: Type.Integer() }),
  detail: (request) => request.logType,
});

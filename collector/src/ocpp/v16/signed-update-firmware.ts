import { Type } from 'typebox';
import { command } from '../command.ts';

/** SignedUpdateFirmware (OCPP 1.6 security extension) → `command`. */
export const signedUpdateFirmware = command({
  action: 'SignedUpdateFirmware',
  request: Type.Object({ requestId: Type.Integer() }),
});

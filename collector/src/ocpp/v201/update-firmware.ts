import { Type } from 'typebox';
import { command } from '../command.ts';

/** UpdateFirmware (OCPP 2.0.1 use case L01) → `command`. */
export const updateFirmware = command({
  action: 'UpdateFirmware',
  request: Type.Object({ requestId: Type.Integer() }),
});

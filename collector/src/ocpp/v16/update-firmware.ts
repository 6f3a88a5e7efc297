import { Type } from 'typebox';
import { command } from '../command.ts';
import { time } from '../schema.ts';

/** UpdateFirmware (OCPP 1.6 §5.19) → `command`. */
export const updateFirmware = command({
  action: 'UpdateFirmware',
  request: Type.Object({
    location: Type.String(),
    retrieveDate: time,
    retries: Type.Optional(Type.Integer()),
    retryInterval: Type.Optional(Type.Integer()),
  }),
  silent: true,
});

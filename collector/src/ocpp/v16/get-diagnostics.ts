import { Type } from 'typebox';
import { command } from '../command.ts';
import { time } from '../schema.ts';

/** GetDiagnostics (OCPP 1.6 §5.9) → `command`. */
export const getDiagnostics = command({
  action: 'GetDiagnostics',
  request: Type.Object({
    location: Type.String(),
    retries: Type.Optional(Type.Integer()),
    retryInterval: Type.Optional(Type.Integer()),
    startTime: Type.Optional(time),
    stopTime: Type.Optional(time),
  }),
  silent: true,
});

import { Type } from 'typebox';
import { message } from '../message.ts';
import { EMPTY, time } from '../schema.ts';

/** Heartbeat (OCPP 2.0.1): contact and nothing more. */
export const heartbeat = message({
  action: 'Heartbeat',
  sender: 'station',
  request: EMPTY,
  response: Type.Object({ currentTime: time }),
});

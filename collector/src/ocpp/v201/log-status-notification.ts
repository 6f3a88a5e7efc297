import { Type } from 'typebox';
import { message } from '../message.ts';
import { EMPTY, text } from '../schema.ts';

/** LogStatusNotification (OCPP 2.0.1): contact only. */
export const logStatusNotification = message({
  action: 'LogStatusNotification',
  sender: 'station',
  request: Type.Object({ status: text(50), requestId: Type.Optional(Type.Integer()) }),
  response: EMPTY,
});

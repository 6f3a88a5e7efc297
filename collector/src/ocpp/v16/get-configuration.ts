import { Type } from 'typebox';
import { message } from '../message.ts';
import { text } from '../schema.ts';

/** GetConfiguration (OCPP 1.6 §5.8): nothing in it concerns a charge. */
export const getConfiguration = message({
  action: 'GetConfiguration',
  sender: 'csms',
  request: Type.Object({ key: Type.Optional(Type.Array(text(50))) }),
});

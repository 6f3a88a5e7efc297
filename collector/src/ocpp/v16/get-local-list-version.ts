import { message } from '../message.ts';
import { EMPTY } from '../schema.ts';

/** GetLocalListVersion (OCPP 1.6 §5.10): nothing in it concerns a charge. */
export const getLocalListVersion = message({
  action: 'GetLocalListVersion',
  sender: 'csms',
  request: EMPTY,
});

import { Type } from 'typebox';
import { message } from '../message.ts';
import { EMPTY, time } from '../schema.ts';

/** NotifyReport (OCPP 2.0.1 use cases B07, B08): not mapped yet. */
export const notifyReport = message({
  action: 'NotifyReport',
  sender: 'station',
  request: Type.Object({ requestId: Type.Integer(), generatedAt: time, seqNo: Type.Integer() }),
  response: EMPTY,
});

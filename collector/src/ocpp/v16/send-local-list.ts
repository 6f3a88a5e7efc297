import { Type } from 'typebox';
import { command } from '../command.ts';
import { word } from '../schema.ts';

/** SendLocalList (OCPP 1.6 §5.15) → `command`; the list itself is never read. */
export const sendLocalList = command({
  action: 'SendLocalList',
  request: Type.Object({ listVersion: Type.Integer(), updateType: word('Differential', 'Full') }),
  detail: (request) => request.updateType,
});

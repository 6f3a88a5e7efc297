import { Type } from 'typebox';
import { command } from '../command.ts';
import { word } from '../schema.ts';

/** SendLocalList (OCPP 2.0.1 use case D01) → `command`; the list itself is never read. */
export const sendLocalList = command({
  action: 'SendLocalList',
  request: Type.Object({ versionNumber: Type.Integer(), updateType: word('Differential', 'Full') }),
  detail: (request) => request.updateType,
});

import { Type } from 'typebox';
import { text, time, word } from '../schema.ts';

/** IdTagInfo (OCPP 1.6). */
export const idTagInfo = Type.Object({
  status: word('Accepted', 'Blocked', 'Expired', 'Invalid', 'ConcurrentTx'),
  expiryDate: Type.Optional(time),
  parentIdTag: Type.Optional(text(20)),
});

import { Type } from 'typebox';
import { transferAnswered, transferCalled, transferFailed } from '../data-transfer.ts';
import { message } from '../message.ts';
import { text } from '../schema.ts';

/** DataTransfer (OCPP 1.6 §4.3) → `authorization` for plug and charge, `payment` where a row of the catalogue says so. */
export const dataTransfer = message({
  action: 'DataTransfer',
  sender: 'either',
  request: Type.Object({
    vendorId: text(255),
    messageId: Type.Optional(text(50)),
    data: Type.Optional(Type.String()),
  }),
  response: Type.Object({ status: text(50), data: Type.Optional(Type.String()) }),
  call: transferCalled,
  result: transferAnswered,
  error: transferFailed,
});

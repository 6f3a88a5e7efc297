import { Type } from 'typebox';
import { transferAnswered, transferCalled, transferFailed } from '../data-transfer.ts';
import { message } from '../message.ts';
import { text } from '../schema.ts';

/** DataTransfer (OCPP 2.0.1 use cases P01, P02), whose data is any JSON → `payment` where a row of the catalogue says so. */
export const dataTransfer = message({
  action: 'DataTransfer',
  sender: 'either',
  request: Type.Object({
    vendorId: text(255),
    messageId: Type.Optional(text(50)),
    data: Type.Optional(Type.Unknown()),
  }),
  response: Type.Object({ status: text(50), data: Type.Optional(Type.Unknown()) }),
  call: transferCalled,
  result: transferAnswered,
  error: transferFailed,
});

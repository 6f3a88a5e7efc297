import { Type } from 'typebox';
import { message } from '../message.ts';
import { text } from '../schema.ts';

/** DataTransfer (OCPP 2.0.1 use cases P01, P02): what a vendor means by it is not mapped. */
export const dataTransfer = message({
  action: 'DataTransfer',
  sender: 'either',
  request: Type.Object({ vendorId: text(255), messageId: Type.Optional(text(50)) }),
});

import { Type } from 'typebox';
import { pushFirmware } from '../firmware.ts';
import { message } from '../message.ts';
import { EMPTY, text } from '../schema.ts';

/** SignedFirmwareStatusNotification (OCPP 1.6 security extension) → `firmware`. */
export const signedFirmwareStatusNotification = message({
  action: 'SignedFirmwareStatusNotification',
  sender: 'station',
  request: Type.Object({ status: text(50), requestId: Type.Optional(Type.Integer()) }),
  response: EMPTY,
  call: (request, exchange) => pushFirmware(request.status, exchange),
});

import { Type } from 'typebox';
import { pushFirmware } from '../firmware.ts';
import { message } from '../message.ts';
import { EMPTY, text } from '../schema.ts';

/** FirmwareStatusNotification (OCPP 2.0.1 use case L01) → `firmware`. */
export const firmwareStatusNotification = message({
  action: 'FirmwareStatusNotification',
  sender: 'station',
  request: Type.Object({ status: text(50), requestId: Type.Optional(Type.Integer()) }),
  response: EMPTY,
  call: (request, exchange) => pushFirmware(request.status, exchange),
});

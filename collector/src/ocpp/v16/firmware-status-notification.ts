import { Type } from 'typebox';
import { pushFirmware } from '../firmware.ts';
import { message } from '../message.ts';
import { EMPTY, word } from '../schema.ts';

/** FirmwareStatusNotification (OCPP 1.6 §4.5) → `firmware`. */
export const firmwareStatusNotification = message({
  action: 'FirmwareStatusNotification',
  sender: 'station',
  request: Type.Object({
    status: word(
      'Downloaded',
      'DownloadFailed',
      'Downloading',
      'Idle',
      'InstallationFailed',
      'Installing',
      'Installed',
    ),
  }),
  response: EMPTY,
  call: (request, exchange) => pushFirmware(request.status, exchange),
});

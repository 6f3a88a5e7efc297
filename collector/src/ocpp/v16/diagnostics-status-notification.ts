import { Type } from 'typebox';
import { message } from '../message.ts';
import { EMPTY, word } from '../schema.ts';

/** DiagnosticsStatusNotification (OCPP 1.6 §4.4): contact only. */
export const diagnosticsStatusNotification = message({
  action: 'DiagnosticsStatusNotification',
  sender: 'station',
  request: Type.Object({ status: word('Idle', 'Uploaded', 'UploadFailed', 'Uploading') }),
  response: EMPTY,
});

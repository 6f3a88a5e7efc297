import { Type } from 'typebox';
import { command } from '../command.ts';
import { word } from '../schema.ts';
import { evseType } from './evse.ts';

/** ChangeAvailability (OCPP 2.0.1 use cases G03, G04) → `command`. */
export const changeAvailability = command({
  action: 'ChangeAvailability',
  request: Type.Object({
    operationalStatus: word('Inoperative', 'Operative'),
    evse: Type.Optional(evseType),
  }),
  evse: (request) => request.evse?.id ?? null,
  detail: (request) => request.operationalStatus,
});

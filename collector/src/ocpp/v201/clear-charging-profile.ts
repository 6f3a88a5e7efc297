import { Type } from 'typebox';
import { command } from '../command.ts';
import { pushLimit } from '../limit.ts';
import { placeNumber, text } from '../schema.ts';

/** ClearChargingProfile (OCPP 2.0.1 use case K10) → `command`, and a cleared `limit` once accepted (EVSE 0 where it names none). */
export const clearChargingProfile = command({
  action: 'ClearChargingProfile',
  request: Type.Object({
    chargingProfileId: Type.Optional(Type.Integer()),
    chargingProfileCriteria: Type.Optional(
      Type.Object({
        evseId: Type.Optional(placeNumber),
        chargingProfilePurpose: Type.Optional(text(50)),
        stackLevel: Type.Optional(Type.Integer()),
      }),
    ),
  }),
  evse: (request) => request.chargingProfileCriteria?.evseId ?? null,
  detail: (request) => request.chargingProfileCriteria?.chargingProfilePurpose,
  accepted: pushLimit,
});

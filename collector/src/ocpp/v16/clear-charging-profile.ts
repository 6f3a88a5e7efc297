import { Type } from 'typebox';
import { command } from '../command.ts';
import { evseOf } from '../connector.ts';
import { pushLimit } from '../limit.ts';
import { placeNumber, text } from '../schema.ts';

/** ClearChargingProfile (OCPP 1.6 §5.5) → `command`, and a cleared `limit` once accepted (EVSE 0 where it names none). */
export const clearChargingProfile = command({
  action: 'ClearChargingProfile',
  request: Type.Object({
    id: Type.Optional(Type.Integer()),
    connectorId: Type.Optional(placeNumber),
    chargingProfilePurpose: Type.Optional(text(50)),
    stackLevel: Type.Optional(Type.Integer()),
  }),
  evse: (request, exchange) => evseOf(exchange.context, request.connectorId),
  detail: (request) => request.chargingProfilePurpose,
  accepted: pushLimit,
});

import { Type } from 'typebox';
import { command } from '../command.ts';
import { evseOf } from '../connector.ts';
import { leastLimit, pushLimit } from '../limit.ts';
import { placeNumber } from '../schema.ts';
import { chargingProfile } from './charging-profile.ts';

/** SetChargingProfile (OCPP 1.6 §5.16) → `command`, and `limit` once accepted. */
export const setChargingProfile = command({
  action: 'SetChargingProfile',
  request: Type.Object({ connectorId: placeNumber, csChargingProfiles: chargingProfile }),
  evse: (request, exchange) => evseOf(exchange.context, request.connectorId),
  detail: (request) => request.csChargingProfiles?.chargingProfilePurpose,
  remember: (request, exchange) => {
    const schedule = request.csChargingProfiles?.chargingSchedule;
    return leastLimit(schedule === undefined ? [] : [schedule], exchange.context.phases);
  },
  accepted: pushLimit,
});

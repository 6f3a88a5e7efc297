import { Type } from 'typebox';
import { command } from '../command.ts';
import { leastLimit, pushLimit } from '../limit.ts';
import { placeNumber, text, word } from '../schema.ts';

/** SetChargingProfile (OCPP 2.0.1 use case K01) → `command`, and `limit` once accepted. */
export const setChargingProfile = command({
  action: 'SetChargingProfile',
  request: Type.Object({
    evseId: placeNumber,
    chargingProfile: Type.Object({
      chargingProfilePurpose: text(50),
      chargingSchedule: Type.Array(
        Type.Object({
          chargingRateUnit: word('A', 'W'),
          chargingSchedulePeriod: Type.Array(
            Type.Object({
              startPeriod: Type.Integer(),
              // Required in 2.0.1; 2.1 has periods without.
              limit: Type.Optional(Type.Number()),
              numberPhases: Type.Optional(Type.Integer({ minimum: 0, maximum: 3 })),
            }),
          ),
        }),
      ),
    }),
  }),
  evse: (request) => request.evseId ?? null,
  detail: (request) => request.chargingProfile?.chargingProfilePurpose,
  remember: (request, exchange) =>
    leastLimit(request.chargingProfile?.chargingSchedule ?? [], exchange.context.phases),
  accepted: pushLimit,
});

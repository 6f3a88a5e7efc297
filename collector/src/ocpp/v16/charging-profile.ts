import { Type } from 'typebox';
import { text, time, word } from '../schema.ts';

/** ChargingProfile (OCPP 1.6). */
export const chargingProfile = Type.Object({
  chargingProfileId: Type.Integer(),
  transactionId: Type.Optional(Type.Integer()),
  stackLevel: Type.Integer(),
  chargingProfilePurpose: text(50),
  chargingProfileKind: text(50),
  recurrencyKind: Type.Optional(text(50)),
  validFrom: Type.Optional(time),
  validTo: Type.Optional(time),
  chargingSchedule: Type.Object({
    duration: Type.Optional(Type.Integer()),
    startSchedule: Type.Optional(time),
    chargingRateUnit: word('A', 'W'),
    chargingSchedulePeriod: Type.Array(
      Type.Object({
        startPeriod: Type.Integer(),
        limit: Type.Number(),
        numberPhases: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 })),
      }),
    ),
    minChargingRate: Type.Optional(Type.Number()),
  }),
});

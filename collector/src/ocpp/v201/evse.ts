import { Type } from 'typebox';
import { placeNumber } from '../schema.ts';

/** EVSEType (OCPP 2.0.1). */
export const evseType = Type.Object({ id: placeNumber, connectorId: Type.Optional(placeNumber) });

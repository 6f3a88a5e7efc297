import { Type } from 'typebox';
import { type Payload, text } from '../schema.ts';

/** VariableType, ComponentType and AttributeEnumType (OCPP 2.0.1), as far as they are read. */
export const variable = Type.Object({ name: text(50) });
export const component = Type.Object({ name: text(50) });
export const attributeType = text(20);

/** The value in force: not a target, and no limit of what may be set. */
export const isActual = (type: Payload<typeof attributeType> | undefined): boolean =>
  type === undefined || type === 'Actual';

import { Type } from 'typebox';
import { message } from '../message.ts';

/** GetVariables (OCPP 2.0.1 use case B06): not mapped yet. */
export const getVariables = message({
  action: 'GetVariables',
  sender: 'csms',
  request: Type.Object({ getVariableData: Type.Array(Type.Object({})) }),
});

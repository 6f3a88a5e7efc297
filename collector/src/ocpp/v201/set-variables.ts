import { Type } from 'typebox';
import { message } from '../message.ts';

/** SetVariables (OCPP 2.0.1 use case B05): not mapped yet. */
export const setVariables = message({
  action: 'SetVariables',
  sender: 'csms',
  request: Type.Object({ setVariableData: Type.Array(Type.Object({})) }),
});

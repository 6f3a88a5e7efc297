import { Type } from 'typebox';
import { message } from '../message.ts';
import { text } from '../schema.ts';
import { pushSettings, settingOf } from '../setting.ts';
import { attributeType, component, isActual, variable } from './variable.ts';

/** GetVariables (OCPP 2.0.1 use case B06) → `setting` for each value that the trackers ask for. */
export const getVariables = message({
  action: 'GetVariables',
  sender: 'csms',
  request: Type.Object({ getVariableData: Type.Array(Type.Object({})) }),
  response: Type.Object({
    getVariableResult: Type.Array(
      Type.Object({
        attributeStatus: text(50),
        attributeType: Type.Optional(attributeType),
        attributeValue: Type.Optional(text(2500)),
        component,
        variable,
      }),
    ),
  }),
  result: (response, exchange) => {
    const results = (response.getVariableResult ?? []).filter((result) => isActual(result.attributeType));
    pushSettings(
      results.map((result) => settingOf(result.variable?.name, result.attributeValue)),
      exchange,
    );
  },
});

import { Type } from 'typebox';
import { NO_MEMO, message } from '../message.ts';
import { text } from '../schema.ts';
import { pushSettings, settingName, settingOf } from '../setting.ts';
import { attributeType, component, isActual, variable } from './variable.ts';

/** SetVariables (OCPP 2.0.1 use case B05) → `setting` for each value that the station accepted. */
export const setVariables = message({
  action: 'SetVariables',
  sender: 'csms',
  request: Type.Object({
    setVariableData: Type.Array(
      Type.Object({
        attributeType: Type.Optional(attributeType),
        attributeValue: text(2500),
        component,
        variable,
      }),
    ),
  }),
  response: Type.Object({
    setVariableResult: Type.Array(Type.Object({ attributeStatus: text(50), component, variable })),
  }),
  call: (request) => {
    const asked = (request.setVariableData ?? []).filter((data) => isActual(data.attributeType));
    const settings = asked
      .map((data) => settingOf(data.variable?.name, data.attributeValue))
      .filter((setting) => setting !== null);
    return { ...NO_MEMO, settings };
  },
  result: (response, exchange, memo) => {
    const results = response.setVariableResult ?? [];
    // Accepted now; RebootRequired holds from the next start on, and tells what is not yet so.
    const accepted = results.filter(({ attributeStatus }) => attributeStatus === 'Accepted');
    const names = new Set(accepted.map((result) => settingName(result.variable?.name)));
    pushSettings(
      memo.settings.filter(({ name }) => names.has(name)),
      exchange,
    );
  },
});

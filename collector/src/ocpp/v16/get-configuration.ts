import { Type } from 'typebox';
import { message } from '../message.ts';
import { text } from '../schema.ts';
import { pushSettings, settingOf } from '../setting.ts';

/** GetConfiguration (OCPP 1.6 §5.8) → `setting` for each value that the trackers ask for. */
export const getConfiguration = message({
  action: 'GetConfiguration',
  sender: 'csms',
  request: Type.Object({ key: Type.Optional(Type.Array(text(50))) }),
  response: Type.Object({
    configurationKey: Type.Optional(
      // Lists of measurands are longer than the 500 characters that a value may have.
      Type.Array(
        Type.Object({ key: text(50), readonly: Type.Boolean(), value: Type.Optional(Type.String()) }),
      ),
    ),
  }),
  result: (response, exchange) =>
    pushSettings(
      (response.configurationKey ?? []).map(({ key, value }) => settingOf(key, value)),
      exchange,
    ),
});

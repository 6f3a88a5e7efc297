import { Type } from 'typebox';
import { command } from '../command.ts';
import { text } from '../schema.ts';
import { pushSettings, settingOf } from '../setting.ts';

/** ChangeConfiguration (OCPP 1.6 §5.3) → `command`, with the key and never the value; `setting` once accepted. */
export const changeConfiguration = command({
  action: 'ChangeConfiguration',
  request: Type.Object({ key: text(50), value: text(500) }),
  detail: (request) => request.key,
  remember: (request) => {
    const setting = settingOf(request.key, request.value);
    return { settings: setting === null ? [] : [setting] };
  },
  accepted: (exchange, memo) => pushSettings(memo.settings, exchange),
});

import { Type } from 'typebox';
import { message } from '../message.ts';
import { EMPTY, text, time } from '../schema.ts';
import { pushSettings, settingOf } from '../setting.ts';
import { attributeType, component, isActual, variable } from './variable.ts';

/** Variables read of one message; a station that has more sends several messages (`tbc`). */
const MOST_VARIABLES = 1_000;

/** NotifyReport (OCPP 2.0.1 use cases B07, B08) → `setting` for each value that the trackers ask for. */
export const notifyReport = message({
  action: 'NotifyReport',
  sender: 'station',
  request: Type.Object({
    requestId: Type.Integer(),
    generatedAt: time,
    seqNo: Type.Integer(),
    reportData: Type.Optional(
      Type.Array(
        Type.Object({
          component,
          variable,
          variableAttribute: Type.Array(
            Type.Object({ type: Type.Optional(attributeType), value: Type.Optional(text(2500)) }),
          ),
        }),
      ),
    ),
  }),
  response: EMPTY,
  call: (request, exchange) => {
    for (const { variable: about, variableAttribute } of (request.reportData ?? []).slice(
      0,
      MOST_VARIABLES,
    )) {
      const actual = (variableAttribute ?? []).find(({ type }) => isActual(type));
      pushSettings([settingOf(about?.name, actual?.value)], exchange);
    }
    return null;
  },
});

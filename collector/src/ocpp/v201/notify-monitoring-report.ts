import { Type } from 'typebox';
import { message } from '../message.ts';
import { EMPTY, text, time } from '../schema.ts';
import { component, variable } from './variable.ts';

/**
 * NotifyMonitoringReport (OCPP 2.0.1 use case N02): contact only. It lists what the station watches and from which
 * thresholds on; what it measures comes in NotifyEvent.
 */
export const notifyMonitoringReport = message({
  action: 'NotifyMonitoringReport',
  sender: 'station',
  request: Type.Object({
    requestId: Type.Integer(),
    generatedAt: time,
    seqNo: Type.Integer(),
    tbc: Type.Optional(Type.Boolean()),
    monitor: Type.Optional(
      Type.Array(
        Type.Object({
          component,
          variable,
          variableMonitoring: Type.Array(
            Type.Object({
              id: Type.Integer(),
              transaction: Type.Boolean(),
              value: Type.Number(),
              type: text(50),
              severity: Type.Integer({ minimum: 0, maximum: 9 }),
            }),
          ),
        }),
      ),
    ),
  }),
  response: EMPTY,
});

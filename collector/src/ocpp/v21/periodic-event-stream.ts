import { Type } from 'typebox';
import { message } from '../message.ts';
import { EMPTY, STATUS_ANSWER, text, time } from '../schema.ts';

const id = Type.Integer({ minimum: 0 });

/** OpenPeriodicEventStream (OCPP 2.1 use case N11): which variable a stream carries is known to the monitors alone. */
export const openPeriodicEventStream = message({
  action: 'OpenPeriodicEventStream',
  sender: 'station',
  request: Type.Object({ constantStreamData: Type.Object({ id, variableMonitoringId: id }) }),
  response: STATUS_ANSWER,
});

/** NotifyPeriodicEventStream (OCPP 2.1 use case N12), a SEND that nobody answers: contact, and bulk readings that stay out. */
export const notifyPeriodicEventStream = message({
  action: 'NotifyPeriodicEventStream',
  sender: 'station',
  request: Type.Object({
    id,
    pending: id,
    basetime: time,
    data: Type.Array(Type.Object({ t: Type.Number(), v: text(2500) })),
  }),
});

/** ClosePeriodicEventStream (OCPP 2.1 use case N13). */
export const closePeriodicEventStream = message({
  action: 'ClosePeriodicEventStream',
  sender: 'station',
  request: Type.Object({ id }),
  response: EMPTY,
});

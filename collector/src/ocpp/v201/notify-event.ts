import { Type } from 'typebox';
import { message } from '../message.ts';
import { pushEvent } from '../monitored-event.ts';
import { EMPTY, text, time } from '../schema.ts';
import { evseType } from './evse.ts';

/** Events read of one message; a station that has more sends several messages (`tbc`). */
const MOST_EVENTS = 256;

/** NotifyEvent (OCPP 2.0.1 use case N07) → `status` for availability, `problem` for what is wrong, `reading` for what is measured. */
export const notifyEvent = message({
  action: 'NotifyEvent',
  sender: 'station',
  request: Type.Object({
    generatedAt: time,
    seqNo: Type.Integer(),
    tbc: Type.Optional(Type.Boolean()),
    eventData: Type.Array(
      Type.Object({
        timestamp: time,
        trigger: text(50),
        actualValue: text(2500),
        techCode: Type.Optional(text(50)),
        cleared: Type.Optional(Type.Boolean()),
        // OCPP 2.1.
        severity: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
        transactionId: Type.Optional(text(36)),
        component: Type.Object({ name: text(50), evse: Type.Optional(evseType) }),
        variable: Type.Object({ name: text(50), instance: Type.Optional(text(50)) }),
      }),
    ),
  }),
  response: EMPTY,
  call: (request, exchange) => {
    for (const event of (request.eventData ?? []).slice(0, MOST_EVENTS)) pushEvent(event, exchange);
    return null;
  },
});

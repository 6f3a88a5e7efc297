import { Type } from 'typebox';
import { message } from '../message.ts';
import { EMPTY, text, time } from '../schema.ts';
import { pushSecurityEvent } from '../security-event.ts';

/** SecurityEventNotification (OCPP 2.0.1 use case A04) → `problem`, unless it is routine. */
export const securityEventNotification = message({
  action: 'SecurityEventNotification',
  sender: 'station',
  request: Type.Object({ type: text(50), timestamp: time, techInfo: Type.Optional(text(255)) }),
  response: EMPTY,
  call: (request, exchange) => {
    pushSecurityEvent(request.type, request.timestamp, exchange);
    return null;
  },
});

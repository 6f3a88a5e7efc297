import { Type } from 'typebox';
import { pushAuthorization } from '../authorization.ts';
import { evseOf } from '../connector.ts';
import { NO_MEMO, message } from '../message.ts';
import { placeNumber, text } from '../schema.ts';
import { identityOf, kindOf } from '../identity.ts';
import { idTagInfo } from './id-tag-info.ts';

/** Authorize (OCPP 1.6 §4.1) → `authorization`. The standard does not say at which connector; some stations do. */
export const authorize = message({
  action: 'Authorize',
  sender: 'station',
  request: Type.Object({ idTag: text(20), connectorId: Type.Optional(placeNumber) }),
  response: Type.Object({ idTagInfo }),
  call: (request, exchange) => {
    const memo = {
      ...NO_MEMO,
      evse: evseOf(exchange.context, request.connectorId),
      identity: identityOf(request.idTag),
      method: kindOf(request.idTag) ?? 'rfid',
    };
    pushAuthorization('requested', exchange, memo);
    return memo;
  },
  result: (response, exchange, memo) =>
    pushAuthorization('answered', exchange, memo, null, response.idTagInfo?.status),
  error: (exchange, memo) => pushAuthorization('error', exchange, memo),
});

import { Type } from 'typebox';
import { pushAuthorization } from '../authorization.ts';
import { NO_MEMO, message } from '../message.ts';
import { text } from '../schema.ts';
import { identityOf } from '../text.ts';
import { idTagInfo } from './id-tag-info.ts';

/** Authorize (OCPP 1.6 §4.1) → `authorization`; the wire does not say at which connector. */
export const authorize = message({
  action: 'Authorize',
  sender: 'station',
  request: Type.Object({ idTag: text(20) }),
  response: Type.Object({ idTagInfo }),
  call: (request, exchange) => {
    const memo = { ...NO_MEMO, identity: identityOf(request.idTag) };
    pushAuthorization('requested', exchange, memo);
    return memo;
  },
  result: (response, exchange, memo) =>
    pushAuthorization('answered', exchange, memo, null, response.idTagInfo?.status),
  error: (exchange, memo) => pushAuthorization('error', exchange, memo),
});

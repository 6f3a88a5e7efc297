import { Type } from 'typebox';
import { pushAuthorization } from '../authorization.ts';
import { NO_MEMO, message } from '../message.ts';
import { idToken, idTokenInfo, identityOfToken, methodOfToken } from './id-token.ts';

/** Authorize (OCPP 2.0.1 use case C01) → `authorization`; the wire does not say at which EVSE. */
export const authorize = message({
  action: 'Authorize',
  sender: 'station',
  request: Type.Object({ idToken }),
  response: Type.Object({ idTokenInfo }),
  call: (request, exchange) => {
    const method = methodOfToken(request.idToken);
    const memo = { ...NO_MEMO, identity: identityOfToken(request.idToken), method };
    pushAuthorization('requested', exchange, memo);
    return memo;
  },
  result: (response, exchange, memo) =>
    pushAuthorization('answered', exchange, memo, null, response.idTokenInfo?.status),
  error: (exchange, memo) => pushAuthorization('error', exchange, memo),
});

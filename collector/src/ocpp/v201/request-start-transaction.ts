import { Type } from 'typebox';
import { NO_MEMO, message } from '../message.ts';
import { pushRemoteStart, remoteMethod, verdict } from '../remote-control.ts';
import { placeNumber, text } from '../schema.ts';
import { transactionId } from '../transaction-id.ts';
import { idToken, identityOfToken, methodOfToken } from './id-token.ts';

/** RequestStartTransaction (OCPP 2.0.1 use cases F01, F02) → `remote_start`. */
export const requestStartTransaction = message({
  action: 'RequestStartTransaction',
  sender: 'csms',
  request: Type.Object({
    evseId: Type.Optional(placeNumber),
    remoteStartId: Type.Integer(),
    idToken,
  }),
  response: Type.Object({ status: text(50), transactionId: Type.Optional(text(36)) }),
  call: (request, exchange) => {
    const memo = {
      ...NO_MEMO,
      evse: request.evseId ?? null,
      identity: identityOfToken(request.idToken),
      remoteStartId: request.remoteStartId ?? null,
      method: remoteMethod(methodOfToken(request.idToken)),
    };
    pushRemoteStart('requested', exchange, memo);
    return memo;
  },
  result: (response, exchange, memo) => {
    const transaction = transactionId(response.transactionId);
    pushRemoteStart(verdict(response.status), exchange, { ...memo, transaction });
  },
  error: (exchange, memo) => pushRemoteStart('error', exchange, memo),
});

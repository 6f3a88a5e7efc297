import { Type } from 'typebox';
import { evseOf } from '../connector.ts';
import { NO_MEMO, message } from '../message.ts';
import { pushRemoteStart, remoteMethod, verdict } from '../remote-control.ts';
import { STATUS_ANSWER, placeNumber, text } from '../schema.ts';
import { identityOf, kindOf } from '../identity.ts';
import { chargingProfile } from './charging-profile.ts';

/** RemoteStartTransaction (OCPP 1.6 §5.11) → `remote_start`. */
export const remoteStartTransaction = message({
  action: 'RemoteStartTransaction',
  sender: 'csms',
  request: Type.Object({
    idTag: text(20),
    connectorId: Type.Optional(placeNumber),
    chargingProfile: Type.Optional(chargingProfile),
  }),
  response: STATUS_ANSWER,
  call: (request, exchange) => {
    const evse = evseOf(exchange.context, request.connectorId);
    const method = remoteMethod(kindOf(request.idTag));
    const memo = { ...NO_MEMO, evse, identity: identityOf(request.idTag), method };
    pushRemoteStart('requested', exchange, memo);
    return memo;
  },
  result: (response, exchange, memo) => pushRemoteStart(verdict(response.status), exchange, memo),
  error: (exchange, memo) => pushRemoteStart('error', exchange, memo),
});

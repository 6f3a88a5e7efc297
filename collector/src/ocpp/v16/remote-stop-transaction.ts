import { Type } from 'typebox';
import { NO_MEMO, message } from '../message.ts';
import { pushRemoteStop, verdict } from '../remote-control.ts';
import { STATUS_ANSWER } from '../schema.ts';
import { transactionId } from '../transaction-id.ts';

/** RemoteStopTransaction (OCPP 1.6 §5.12) → `remote_stop`. */
export const remoteStopTransaction = message({
  action: 'RemoteStopTransaction',
  sender: 'csms',
  request: Type.Object({ transactionId: Type.Integer() }),
  response: STATUS_ANSWER,
  call: (request, exchange) => {
    const memo = { ...NO_MEMO, transaction: transactionId(request.transactionId) };
    pushRemoteStop('requested', exchange, memo);
    return memo;
  },
  result: (response, exchange, memo) => pushRemoteStop(verdict(response.status), exchange, memo),
  error: (exchange, memo) => pushRemoteStop('error', exchange, memo),
});

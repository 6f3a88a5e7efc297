import { Type } from 'typebox';
import { NO_MEMO, message } from '../message.ts';
import { pushRemoteStop, verdict } from '../remote-control.ts';
import { STATUS_ANSWER, text } from '../schema.ts';
import { transactionId } from '../transaction-id.ts';

/** RequestStopTransaction (OCPP 2.0.1 use case F03) → `remote_stop`. */
export const requestStopTransaction = message({
  action: 'RequestStopTransaction',
  sender: 'csms',
  request: Type.Object({ transactionId: text(36) }),
  response: STATUS_ANSWER,
  call: (request, exchange) => {
    const memo = { ...NO_MEMO, transaction: transactionId(request.transactionId) };
    pushRemoteStop('requested', exchange, memo);
    return memo;
  },
  result: (response, exchange, memo) => pushRemoteStop(verdict(response.status), exchange, memo),
  error: (exchange, memo) => pushRemoteStop('error', exchange, memo),
});

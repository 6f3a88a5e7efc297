import { Type } from 'typebox';
import type { TransactionAcceptedSignal } from '../../model/signal.ts';
import { pushAuthorization } from '../authorization.ts';
import { connectorOf, evseOf } from '../connector.ts';
import { type Exchange, NO_MEMO, message } from '../message.ts';
import { registerScaleOf } from '../meter-values.ts';
import { placeNumber, text, time } from '../schema.ts';
import { identityOf, kindOf } from '../identity.ts';
import { parseTime } from '../time.ts';
import { transactionId } from '../transaction-id.ts';
import { authorizationStatus } from '../vocabulary.ts';
import { idTagInfo } from './id-tag-info.ts';

const accepted = (
  exchange: Exchange,
  transaction: string | null,
  status: TransactionAcceptedSignal['status'],
  error: boolean,
): TransactionAcceptedSignal => ({
  kind: 'transaction_accepted',
  station: exchange.station,
  receivedAt: exchange.receivedAt,
  eventAt: null,
  call: exchange.call,
  transaction,
  status,
  error,
});

/**
 * StartTransaction (OCPP 1.6 §4.8) → `transaction_started`; its answer → `transaction_accepted`, which gives the
 * transaction its id, and `authorization`, which binds the credential to it.
 */
export const startTransaction = message({
  action: 'StartTransaction',
  sender: 'station',
  request: Type.Object({
    connectorId: placeNumber,
    idTag: text(20),
    // An integer by the letter of the specification; meters with decimals send fractions.
    meterStart: Type.Number(),
    timestamp: time,
    reservationId: Type.Optional(Type.Integer()),
  }),
  response: Type.Object({ idTagInfo, transactionId: Type.Integer() }),
  call: (request, exchange) => {
    const evse = evseOf(exchange.context, request.connectorId);
    const identity = identityOf(request.idTag);
    exchange.signals.push({
      kind: 'transaction_started',
      station: exchange.station,
      receivedAt: exchange.receivedAt,
      eventAt: parseTime(request.timestamp),
      transaction: null,
      evse,
      connector: connectorOf(exchange.context, request.connectorId),
      identity,
      trigger: null,
      chargingState: null,
      seqNo: null,
      offline: false,
      remoteStartId: null,
      call: exchange.call,
      registerWh:
        request.meterStart === undefined ? null : request.meterStart * registerScaleOf(exchange.context),
    });
    return { ...NO_MEMO, evse, identity, method: kindOf(request.idTag) };
  },
  result: (response, exchange, memo) => {
    const transaction = transactionId(response.transactionId);
    const status = response.idTagInfo?.status;
    exchange.signals.push(accepted(exchange, transaction, authorizationStatus(status), false));
    pushAuthorization('answered', exchange, { ...memo, transaction }, null, status);
  },
  error: (exchange) => exchange.signals.push(accepted(exchange, null, null, true)),
});

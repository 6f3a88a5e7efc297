import { Type } from 'typebox';
import { pushAuthorization } from '../authorization.ts';
import { type Exchange, type Message, NO_MEMO, message } from '../message.ts';
import { pushMeterSignals, registerScaleOf } from '../meter-values.ts';
import { type Payload, text, time, word } from '../schema.ts';
import { boundedText, optionalText } from '../text.ts';
import { parseTime } from '../time.ts';
import { transactionId } from '../transaction-id.ts';
import { chargingState } from '../vocabulary.ts';
import { evseType } from './evse.ts';
import { idToken, idTokenInfo, identityOfToken, methodOfToken } from './id-token.ts';
import { meterEntries, meterValue } from './meter-value.ts';
import { STOPPED_REASONS, TRIGGER_REASONS } from './transaction-words.ts';

/** The request, with the trigger and stop reasons of one OCPP version. */
const requestOf = (triggers: readonly string[], reasons: readonly string[]) =>
  Type.Object({
    eventType: word('Started', 'Updated', 'Ended'),
    timestamp: time,
    triggerReason: word(...triggers),
    seqNo: Type.Integer(),
    offline: Type.Optional(Type.Boolean()),
    transactionInfo: Type.Object({
      transactionId: text(36),
      chargingState: Type.Optional(word('Charging', 'EVConnected', 'SuspendedEV', 'SuspendedEVSE', 'Idle')),
      stoppedReason: Type.Optional(word(...reasons)),
      remoteStartId: Type.Optional(Type.Integer()),
    }),
    evse: Type.Optional(evseType),
    idToken: Type.Optional(idToken),
    meterValue: Type.Optional(Type.Array(meterValue)),
  });
type Request = Payload<ReturnType<typeof requestOf>>;

function pushTransaction(request: Request, exchange: Exchange, identity: string | null): void {
  const info = request.transactionInfo;
  const evidence = {
    station: exchange.station,
    receivedAt: exchange.receivedAt,
    eventAt: parseTime(request.timestamp),
    transaction: transactionId(info?.transactionId),
    evse: request.evse?.id ?? null,
    connector: request.evse?.connectorId ?? null,
    identity,
    trigger: optionalText(request.triggerReason, 50),
    chargingState: chargingState(info?.chargingState),
    seqNo: request.seqNo ?? null,
    offline: request.offline ?? false,
    remoteStartId: info?.remoteStartId ?? null,
    call: exchange.call,
  };
  if (request.eventType === 'Started') {
    exchange.signals.push({ kind: 'transaction_started', ...evidence, registerWh: null });
  } else if (request.eventType === 'Updated') {
    exchange.signals.push({ kind: 'transaction_updated', ...evidence });
  } else if (request.eventType === 'Ended') {
    const reason = boundedText(info?.stoppedReason, 50) || 'Local';
    exchange.signals.push({ kind: 'transaction_ended', ...evidence, reason, registerWh: null });
  }
}

/**
 * TransactionEvent (OCPP 2.0.1 use cases E01 ff.) → `transaction_started`, `transaction_updated` or, after everything
 * else in the message, `transaction_ended`; `authorization` when a token is presented, and when one is judged;
 * `meter` for each moment of meter values.
 */
export const transactionEventOf = (triggers: readonly string[], reasons: readonly string[]): Message =>
  message({
    action: 'TransactionEvent',
    sender: 'station',
    request: requestOf(triggers, reasons),
    response: Type.Object({ idTokenInfo: Type.Optional(idTokenInfo) }),
    call: (request, exchange) => {
      const { station, receivedAt, signals } = exchange;
      const transaction = transactionId(request.transactionInfo?.transactionId);
      const identity = identityOfToken(request.idToken);
      const evse = request.evse?.id ?? null;
      const presented = request.idToken !== undefined;
      const method = methodOfToken(request.idToken);
      const memo = { ...NO_MEMO, evse, identity, transaction, method, detail: presented ? 'idToken' : null };
      const ended = request.eventType === 'Ended';
      if (!ended) pushTransaction(request, exchange, identity);
      if (presented) pushAuthorization('requested', exchange, memo, parseTime(request.timestamp));
      const connector = request.evse?.connectorId ?? null;
      const registerScale = registerScaleOf(exchange.context);
      const place = { station, receivedAt, evse, connector, transaction, registerScale };
      pushMeterSignals(meterEntries(request.meterValue), place, signals);
      if (ended) pushTransaction(request, exchange, identity);
      return memo;
    },
    result: (response, exchange, memo) => {
      const status = response.idTokenInfo?.status;
      if (status !== undefined) pushAuthorization('answered', exchange, memo, null, status);
    },
    error: (exchange, memo) => {
      if (memo.detail !== null) pushAuthorization('error', exchange, memo);
    },
  });

/** TransactionEvent with the words of OCPP 2.0.1. */
export const transactionEvent = transactionEventOf(TRIGGER_REASONS, STOPPED_REASONS);

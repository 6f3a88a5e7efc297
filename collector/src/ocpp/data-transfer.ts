import { pushAuthorization } from './authorization.ts';
import { evseOf } from './connector.ts';
import { identityOf } from './identity.ts';
import { NO_MEMO, type CallMemo, type Exchange } from './message.ts';
import { readNumber } from './number.ts';
import { pushPayment } from './payment.ts';
import { paymentOf } from './payment-messages.ts';
import { isObject } from './signed-values.ts';

/** The fields of a DataTransfer of any version. */
interface Transfer {
  readonly vendorId?: string;
  readonly messageId?: string;
  readonly data?: unknown;
}

/** Plug and charge over OCPP 1.6 (Open Charge Alliance, application note): messages of 2.0.1 as JSON in text. */
const PLUG_AND_CHARGE = 'org.openchargealliance.iso15118pnc';
const LONGEST_DATA = 8_192;
const GREATEST_PLACE = 999;

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(data: unknown): Fields {
  if (isObject(data)) return data;
  if (typeof data !== 'string' || data.length > LONGEST_DATA || !data.trimStart().startsWith('{')) return {};
  try {
    const parsed: unknown = JSON.parse(data);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

const textOf = (data: unknown): string => {
  const text = typeof data === 'string' ? data : JSON.stringify(data ?? '');
  return text.slice(0, LONGEST_DATA);
};

const placeOf = (value: unknown): number | undefined => {
  const number = readNumber(value);
  return number !== null && Number.isInteger(number) && number > 0 && number <= GREATEST_PLACE
    ? number
    : undefined;
};

const isAuthorize = ({ vendorId, messageId }: Transfer): boolean =>
  vendorId?.toLowerCase() === PLUG_AND_CHARGE && messageId === 'Authorize';

/** A call: a contract of the vehicle that is presented, or what a payment terminal tells. */
export function transferCalled(transfer: Transfer, exchange: Exchange): CallMemo | null {
  const fields = fieldsOf(transfer.data);
  if (isAuthorize(transfer)) {
    const token = isObject(fields['idToken'])
      ? fields['idToken']['idToken']
      : (fields['idToken'] ?? fields['emaid']);
    const memo = {
      ...NO_MEMO,
      identity: identityOf(token),
      method: 'plug_and_charge',
      detail: 'Authorize',
    } as const;
    pushAuthorization('requested', exchange, memo);
    return memo;
  }
  const { paymentMessages } = exchange.context;
  if (paymentMessages === undefined || paymentMessages.length === 0) return null;
  const { vendorId = '', messageId = '', data } = transfer;
  const payment = paymentOf(paymentMessages, { vendorId, messageId, data: textOf(data) });
  if (payment === null) return null;
  const evse = placeOf(fields['evseId']) ?? evseOf(exchange.context, placeOf(fields['connectorId']));
  return pushPayment(payment.phase, { method: payment.method, evse }, exchange);
}

/** The answer to a presented contract; other answers say nothing that is read. */
export function transferAnswered(
  answer: { readonly status?: string; readonly data?: unknown },
  exchange: Exchange,
  memo: CallMemo,
): void {
  if (memo.detail !== 'Authorize') return;
  const info = fieldsOf(answer.data)['idTokenInfo'];
  const status = isObject(info) && typeof info['status'] === 'string' ? info['status'] : undefined;
  pushAuthorization(status === undefined ? 'error' : 'answered', exchange, memo, null, status);
}

/** A presented contract that was answered with an error. */
export function transferFailed(exchange: Exchange, memo: CallMemo): void {
  if (memo.detail === 'Authorize') pushAuthorization('error', exchange, memo);
}

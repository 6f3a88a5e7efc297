import { Type } from 'typebox';
import { message } from '../message.ts';
import { pushPayment } from '../payment.ts';
import { EMPTY, placeNumber } from '../schema.ts';

const LONGEST_SECONDS = 3_600;

/** NotifyWebPaymentStarted (OCPP 2.1 use case C25): a driver is on the payment page of this EVSE → `payment` started. */
export const notifyWebPaymentStarted = message({
  action: 'NotifyWebPaymentStarted',
  sender: 'csms',
  request: Type.Object({ evseId: placeNumber, timeout: Type.Integer() }),
  response: EMPTY,
  call: (request, exchange) => {
    const { evseId = null, timeout } = request;
    // Negative is nonsense, and no page stays open for more than an hour.
    const timeoutSeconds = timeout === undefined || timeout < 0 ? null : Math.min(timeout, LONGEST_SECONDS);
    return pushPayment('started', { method: 'web', evse: evseId, timeoutSeconds }, exchange);
  },
});

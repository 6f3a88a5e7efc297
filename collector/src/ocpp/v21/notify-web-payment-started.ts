import { Type } from 'typebox';
import { message } from '../message.ts';
import { pushPayment } from '../payment.ts';
import { EMPTY, placeNumber } from '../schema.ts';

/** NotifyWebPaymentStarted (OCPP 2.1 use case C25): a driver is on the payment page of this EVSE → `payment` started. */
export const notifyWebPaymentStarted = message({
  action: 'NotifyWebPaymentStarted',
  sender: 'csms',
  request: Type.Object({ evseId: placeNumber, timeout: Type.Integer() }),
  response: EMPTY,
  call: (request, exchange) =>
    pushPayment('started', { method: 'web', evse: request.evseId ?? null }, exchange),
});

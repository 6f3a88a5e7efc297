import type { Message } from '../message.ts';
import { V201 } from '../v201/index.ts';
import { notifySettlement } from './notify-settlement.ts';
import { notifyWebPaymentStarted } from './notify-web-payment-started.ts';
import {
  closePeriodicEventStream,
  notifyPeriodicEventStream,
  openPeriodicEventStream,
} from './periodic-event-stream.ts';
import { transactionEvent } from './transaction-event.ts';

/** The messages of OCPP 2.1 that are read, by action: those of 2.0.1, with what 2.1 changes and adds. */
export const V21: ReadonlyMap<string, Message> = new Map([
  ...V201,
  ...[
    transactionEvent,
    notifySettlement,
    notifyWebPaymentStarted,
    openPeriodicEventStream,
    notifyPeriodicEventStream,
    closePeriodicEventStream,
  ].map((message): [string, Message] => [message.action, message]),
]);

import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const transactionIdMinusOne: Behaviour = {
  name: 'transaction-id-minus-one',
  fault: null,
  meaning: 'The station forgets the id that it was given: meter values and the stop bear the id -1.',
  wire: ({ message, station }) =>
    station.protocol === 'ocpp1.6' && ['MeterValues', 'StopTransaction'].includes(message.action)
      ? [changed(message, (payload) => ({ ...payload, transactionId: -1 }))]
      : [message],
};

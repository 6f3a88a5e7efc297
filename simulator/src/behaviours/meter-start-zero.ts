import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const meterStartZero: Behaviour = {
  name: 'meter-start-zero',
  fault: null,
  meaning:
    'StartTransaction says that the meter is at 0, everything after it speaks of the lifetime register.',
  wire: ({ message }) =>
    message.action === 'StartTransaction'
      ? [changed(message, (payload) => ({ ...payload, meterStart: 0 }))]
      : [message],
};

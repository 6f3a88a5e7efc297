import type { Behaviour } from './behaviour.ts';

export const statusDuplicate: Behaviour = {
  name: 'status-duplicate',
  fault: null,
  meaning: 'Every status of a connector is said two or three times, word for word.',
  wire: ({ message, random }) =>
    message.action !== 'StatusNotification'
      ? [message]
      : Array.from({ length: random.integer(2, 3) }, () => message),
};

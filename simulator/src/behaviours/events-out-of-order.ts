import type { Behaviour } from './behaviour.ts';

export const eventsOutOfOrder: Behaviour = {
  name: 'events-out-of-order',
  fault: null,
  meaning: 'Some updates of a transaction come up to half a minute late, behind those with a higher seqNo.',
  wire: ({ message, station, random }) => {
    if (message.action !== 'TransactionEvent' || message.payload()['eventType'] !== 'Updated')
      return [message];
    // An update that carries a credential is not held: the driver waits for its answer.
    if (message.payload()['idToken'] !== undefined || !random.chance(0.4)) return [message];
    station.link.later(random.between(2000, 30_000), message);
    return [];
  },
};

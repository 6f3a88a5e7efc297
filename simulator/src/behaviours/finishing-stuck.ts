import { evseOf } from '../dialect/samples.ts';
import type { Behaviour } from './behaviour.ts';

export const finishingStuck: Behaviour = {
  name: 'finishing-stuck',
  fault: 'F33',
  meaning:
    'After a charge the cable is out and the connector goes on saying Finishing (2.x: Occupied), until the next driver.',
  wire: ({ message, station }) => {
    if (message.action !== 'StatusNotification' || message.flow === null) return [message];
    const payload = message.payload();
    const free = payload['status'] === 'Available' || payload['connectorStatus'] === 'Available';
    const charged = message.flow.transactions.some(({ energyAt }) => energyAt !== null);
    return free && charged && evseOf(station, payload)?.flow === message.flow ? [] : [message];
  },
};

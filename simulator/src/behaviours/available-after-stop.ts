import { evseOf } from '../dialect/samples.ts';
import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const availableAfterStop: Behaviour = {
  name: 'available-after-stop',
  fault: null,
  meaning: 'After every transaction the connector says Available, with the cable still in the car.',
  wire: ({ message, station }) => {
    if (message.action !== 'StatusNotification') return [message];
    const payload = message.payload();
    if (evseOf(station, payload)?.status !== 'Finishing') return [message];
    const word = payload['connectorStatus'] === undefined ? 'status' : 'connectorStatus';
    return [changed(message, (old) => ({ ...old, [word]: 'Available' }))];
  },
};

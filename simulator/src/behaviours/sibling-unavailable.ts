import { changed } from '../station/outgoing.ts';
import type { Payload } from '../mouth/mouth.ts';
import { evseOf } from '../dialect/samples.ts';
import type { Behaviour } from './behaviour.ts';

export const siblingUnavailable: Behaviour = {
  name: 'sibling-unavailable',
  fault: null,
  meaning: 'Of two connectors on one EVSE, the other goes Unavailable while one is in use: no downtime.',
  wire: ({ message, station }) => {
    if (message.action !== 'StatusNotification' || station.plan.connectors < 2) return [message];
    const payload = message.payload();
    const evse = evseOf(station, payload);
    if (evse === undefined) return [message];
    const free = payload['status'] === 'Available' || payload['connectorStatus'] === 'Available';
    const other = evse.connector === 1 ? 2 : 1;
    return [
      message,
      changed({ ...message, flow: null }, beside(evse.id, other, free ? 'Available' : 'Unavailable')),
    ];
  },
};

const beside =
  (evse: number, connector: number, status: string) =>
  (payload: Payload): Payload =>
    payload['connectorStatus'] === undefined
      ? {
          connectorId: (evse - 1) * 2 + connector,
          errorCode: 'NoError',
          status,
          timestamp: payload['timestamp'],
        }
      : { ...payload, connectorStatus: status, connectorId: connector };

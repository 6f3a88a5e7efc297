import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const connectorZeroAvailable: Behaviour = {
  name: 'connector-zero-available',
  fault: null,
  meaning: 'Behind every status of a connector the whole station (connector 0) says that it is Available.',
  wire: ({ message, station }) => {
    if (message.action !== 'StatusNotification' || station.protocol !== 'ocpp1.6') return [message];
    const whole = changed({ ...message, flow: null }, ({ timestamp }) => ({
      connectorId: 0,
      errorCode: 'NoError',
      status: 'Available',
      ...(timestamp === undefined ? {} : { timestamp }),
    }));
    return [message, whole];
  },
};

import type { Payload } from '../mouth/mouth.ts';
import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const wrongVersionFrames: Behaviour = {
  name: 'wrong-version-frames',
  fault: null,
  meaning: 'Statuses come in the words of the other version: OCPP 1.6 on a 2.x socket, 2.x on a 1.6 socket.',
  wire: ({ message, station }) =>
    message.action === 'StatusNotification'
      ? [changed(message, station.protocol === 'ocpp1.6' ? in2 : in16)]
      : [message],
};

const in16 = ({ timestamp, connectorStatus, evseId }: Payload): Payload => ({
  connectorId: evseId,
  errorCode: connectorStatus === 'Faulted' ? 'OtherError' : 'NoError',
  status: connectorStatus === 'Occupied' ? 'Preparing' : connectorStatus,
  timestamp,
});

const NOT_OCCUPIED: readonly unknown[] = ['Available', 'Reserved', 'Unavailable', 'Faulted'];

const in2 = ({ timestamp, status, connectorId }: Payload): Payload => ({
  timestamp,
  connectorStatus: NOT_OCCUPIED.includes(status) ? status : 'Occupied',
  evseId: connectorId,
  connectorId: 1,
});

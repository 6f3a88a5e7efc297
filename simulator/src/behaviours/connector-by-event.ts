import { changed } from '../station/outgoing.ts';
import type { Payload } from '../mouth/mouth.ts';
import type { Behaviour } from './behaviour.ts';

export const connectorByEvent: Behaviour = {
  name: 'connector-by-event',
  fault: null,
  meaning:
    'OCPP 2.x: the state of a connector comes as NotifyEvent (AvailabilityState), not as StatusNotification.',
  wire: ({ message, station, random }) =>
    message.action === 'StatusNotification' && station.protocol !== 'ocpp1.6'
      ? [changed({ ...message, action: 'NotifyEvent' }, asEvent(random.integer(1, 2_000_000_000)))]
      : [message],
};

const asEvent =
  (eventId: number) =>
  ({ timestamp, connectorStatus, evseId, connectorId }: Payload): Payload => ({
    generatedAt: timestamp,
    seqNo: 0,
    eventData: [
      {
        eventId,
        timestamp,
        trigger: 'Delta',
        actualValue: connectorStatus,
        eventNotificationType: 'HardWiredNotification',
        component: { name: 'Connector', evse: { id: evseId, connectorId } },
        variable: { name: 'AvailabilityState' },
      },
    ],
  });

import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';
import { equipmentFault } from './equipment-fault.ts';

const broken = equipmentFault({
  name: 'latch-worn',
  fault: 'F02',
  meaning:
    'The latch of a connector is worn: the plug never quite settles, and charges break off before they begin.',
  stage: 'handshake',
  reason: 'partial_insertion',
  attribution: 'evse',
  stop: 'Other',
  code: { errorCode: 'OtherError', mrec: 'CX020', component: 'Connector', faulted: false },
  after: (random) => random.between(3000, 12_000),
  clears: () => 0,
});

export const latchWorn: Behaviour = {
  ...broken,
  // The pilot comes and goes with every movement of the cable.
  wire: ({ message }) => {
    if (message.action !== 'StatusNotification') return [message];
    const { status, connectorStatus } = message.payload();
    if (status !== 'Preparing' && connectorStatus !== 'Occupied') return [message];
    const away = changed(message, (payload) =>
      payload['status'] === undefined
        ? { ...payload, connectorStatus: 'Available' }
        : { ...payload, status: 'Available' },
    );
    return [message, away, message, away, message];
  },
};

import type { Behaviour } from './behaviour.ts';

export const preparingSkipped: Behaviour = {
  name: 'preparing-skipped',
  fault: null,
  meaning: 'The connector goes from Available straight to Charging: the arrival of the cable is not said.',
  wire: ({ message }) => {
    if (message.action !== 'StatusNotification') return [message];
    const { status, connectorStatus } = message.payload();
    return status === 'Preparing' || connectorStatus === 'Occupied' ? [] : [message];
  },
};

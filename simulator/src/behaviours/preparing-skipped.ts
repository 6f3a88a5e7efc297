import type { Behaviour } from './behaviour.ts';

export const preparingSkipped: Behaviour = {
  name: 'preparing-skipped',
  fault: null,
  meaning: 'The connector goes from Available straight to Charging: the arrival of the cable is not said.',
  wire: ({ message }) => {
    if (message.action !== 'StatusNotification') return [message];
    const { status, connectorStatus } = message.payload();
    if (status === 'Preparing' || connectorStatus === 'Occupied') return [];
    // Available once more tells nobody that somebody was there.
    const told = message.flow === null || message.flow.transactions.length > 0;
    return told ? [message] : [{ ...message, flow: null }];
  },
};

import { field } from '../cpms/payload.ts';
import type { Payload } from '../mouth/mouth.ts';
import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const neverCharging: Behaviour = {
  name: 'never-charging',
  fault: null,
  meaning: 'The connector never says Charging, only Preparing: that energy flows shows in the meter alone.',
  wire: ({ message }) => {
    if (message.action === 'StatusNotification')
      return message.payload()['status'] === 'Charging' ? [] : [message];
    if (message.action !== 'TransactionEvent') return [message];
    const payload = message.payload();
    if (field(payload, 'transactionInfo', 'chargingState') !== 'Charging') return [message];
    return payload['triggerReason'] === 'ChargingStateChanged' ? [] : [changed(message, withoutState)];
  },
};

function withoutState(payload: Payload): Payload {
  const transactionId = field(payload, 'transactionInfo', 'transactionId');
  return { ...payload, transactionInfo: { transactionId, chargingState: 'EVConnected' } };
}

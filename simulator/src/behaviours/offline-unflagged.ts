import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const offlineUnflagged: Behaviour = {
  name: 'offline-unflagged',
  fault: null,
  meaning: 'What was queued while the station was offline comes without `offline: true`.',
  wire: ({ message }) =>
    message.action === 'TransactionEvent' && message.payload()['offline'] === true
      ? [changed(message, ({ offline: _, ...rest }) => rest)]
      : [message],
};

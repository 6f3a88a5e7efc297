import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const timestampsMissing: Behaviour = {
  name: 'timestamps-missing',
  fault: null,
  meaning: 'Statuses bear no time, as the schema of OCPP 1.6 allows.',
  wire: ({ message, station }) =>
    message.action !== 'StatusNotification' || station.protocol !== 'ocpp1.6'
      ? [message]
      : [changed(message, ({ timestamp: _, ...rest }) => rest)],
};

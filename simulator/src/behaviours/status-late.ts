import type { Behaviour } from './behaviour.ts';

export const statusLate: Behaviour = {
  name: 'status-late',
  fault: null,
  meaning: 'A status comes half a minute late with its old time, after what was newer.',
  wire: ({ message, station, random }) => {
    if (message.action !== 'StatusNotification') return [message];
    station.link.later(random.between(5000, 45_000), message);
    return [];
  },
};

import type { Behaviour } from './behaviour.ts';

export const noBoot: Behaviour = {
  name: 'no-boot',
  fault: null,
  meaning: 'The station connects and speaks without ever sending BootNotification.',
  wire: ({ message }) => (message.action === 'BootNotification' ? [] : [message]),
};

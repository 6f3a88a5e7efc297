import type { Behaviour } from './behaviour.ts';

export const startRepeated: Behaviour = {
  name: 'start-repeated',
  fault: null,
  meaning:
    'The link breaks before the start of a transaction is answered; the station says it again, old time and all.',
  wire: ({ message, station }) => {
    const { action } = message;
    const starts =
      action === 'StartTransaction' ||
      (action === 'TransactionEvent' && message.payload()['eventType'] === 'Started');
    if (!starts) return [message];
    let times = 0;
    const heard = (): void => {
      times += 1;
      if (times > 1) return;
      station.world.scheduler.soon(() => {
        if (!station.link.online) return;
        station.disconnect(1006);
        station.connect(null);
      });
    };
    return [{ ...message, heard }];
  },
};

import type { Behaviour } from './behaviour.ts';

export const eventGaps: Behaviour = {
  name: 'event-gaps',
  fault: null,
  meaning: 'One periodic update in three is lost: seqNo has gaps.',
  wire: ({ message, random }) =>
    message.action === 'TransactionEvent' &&
    message.payload()['triggerReason'] === 'MeterValuePeriodic' &&
    random.chance(0.33)
      ? []
      : [message],
};

import type { Behaviour } from './behaviour.ts';

export const startSwallowed: Behaviour = {
  name: 'start-swallowed',
  fault: 'F33',
  meaning: 'Cable in, credential accepted, and the station begins no transaction.',
  unsaid: true,
  attempt: ({ plan }) => {
    plan.neverStarts = {
      stage: 'start',
      reason: 'no_transaction',
      attribution: 'evse',
      behaviour: 'start-swallowed',
    };
  },
};

import type { Behaviour } from './behaviour.ts';

export const missingStop: Behaviour = {
  name: 'missing-stop',
  fault: 'F34',
  meaning: 'The end of the transaction is never reported: it stays open for ever.',
  attempt: ({ plan }) => {
    plan.neverStops = true;
    plan.notes.push('missing-stop');
  },
};

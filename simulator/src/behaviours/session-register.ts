import type { Behaviour } from './behaviour.ts';

export const sessionRegister: Behaviour = {
  name: 'session-register',
  fault: null,
  meaning: 'The energy register begins at zero with every transaction: no lifetime register.',
  attempt: ({ evse, plan }) => {
    plan.notes.push('session-register');
    evse.registerShift = -evse.register;
  },
};

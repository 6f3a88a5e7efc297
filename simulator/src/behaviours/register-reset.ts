import type { Evse } from '../station/evse.ts';
import type { Attempt, Behaviour } from './behaviour.ts';

/** In the middle of the transaction the meter shows something else than what flowed. */
const shift = (name: string, meaning: string, wh: (evse: Evse) => number): Behaviour => ({
  name,
  fault: 'F18',
  meaning,
  attempt: ({ evse, grant, plan, random }: Attempt) => {
    const { scheduler } = evse.station.world;
    plan.notes.push(name);
    scheduler.after(random.between(180_000, 900_000), () => {
      if (evse.session?.grant !== grant) return;
      evse.accrue();
      evse.registerShift += wh(evse);
    });
  },
});

export const registerReset = shift(
  'register-reset',
  'The energy register falls back to zero while a transaction runs.',
  (evse) => -(evse.register + evse.registerShift),
);
export const registerJump = shift(
  'register-jump',
  'The energy register jumps by ten megawatt-hours while a transaction runs.',
  () => 10_000_000,
);

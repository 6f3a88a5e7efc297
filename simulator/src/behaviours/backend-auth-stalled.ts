import { sleep } from '../clock/process.ts';
import { HEALTHY } from '../mouth/mouth.ts';
import type { CpmsCondition } from '../mouth/mouth.ts';
import type { Behaviour } from './behaviour.ts';

/** The CPMS is in this condition for a while. */
const backend = (name: string, fault: string, meaning: string, condition: CpmsCondition): Behaviour => ({
  name,
  fault,
  meaning,
  episode: {
    unit: 'fleet',
    duration: (random) => random.lognormal(1500, 0.8),
    *run({ world, behaviour }, ms) {
      world.backend.setCondition(condition);
      world.backendFault = behaviour;
      yield* sleep(ms);
      world.backendFault = null;
      world.backend.setCondition(HEALTHY);
    },
  },
});

export const backendAuthStalled = backend(
  'backend-auth-stalled',
  'F30',
  'The CPMS does not answer authorisations.',
  {
    ...HEALTHY,
    stall: ['Authorize'],
  },
);
export const backendAuthErrors = backend(
  'backend-auth-errors',
  'F30',
  'The CPMS answers authorisations with an error.',
  {
    ...HEALTHY,
    error: ['Authorize'],
  },
);
export const backendSlow = backend('backend-slow', 'F29', 'Every answer of the CPMS takes seconds.', {
  ...HEALTHY,
  slowMs: 6000,
});

import { wearing } from './wearing.ts';

const MODULES = 5;

export const powerFading = wearing({
  name: 'power-fading',
  fault: 'F08',
  meaning: 'One power module after the other fails: charges get slower, and in the end there are none.',
  onStation: (station, severity) =>
    (station.derating = Math.max(1, Math.round(MODULES * (1 - 0.85 * severity))) / MODULES),
  attempt: ({ plan, random }, severity) => {
    if (plan.fault !== null || severity < 0.9 || !random.chance(0.7)) return;
    plan.fault = {
      cause: { stage: 'handshake', reason: 'no_energy', attribution: 'evse', behaviour: 'power-fading' },
      afterMs: random.between(20_000, 60_000),
      stop: 'Other',
      code: { errorCode: 'InternalError', mrec: 'CX012', component: 'AcDcConverter', faulted: false },
      clearsAfterMs: 0,
      silent: false,
    };
  },
});

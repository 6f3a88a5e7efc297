import { wearing } from './wearing.ts';

/** What a handshake takes longer in the end, ms, and after which time stations give up. */
const SLOWER_MS = { DC: 110_000, AC: 40_000 } as const;
const LONGEST_MS = { DC: 90_000, AC: 30_000 } as const;

export const slowingStarts = wearing({
  name: 'slowing-starts',
  fault: 'F36',
  meaning: 'Every start takes a little longer than those of the week before, until stations give up.',
  unsaid: true,
  onEvse: (evse, severity) => (evse.wear.slowMs = SLOWER_MS[evse.station.plan.power] * severity),
  attempt: ({ evse, plan, random }) => {
    const { power } = evse.station.plan;
    plan.handshakeMs += evse.wear.slowMs * random.between(0.75, 1.25);
    if (plan.fault !== null || plan.handshakeMs <= LONGEST_MS[power]) return;
    plan.fault = {
      cause: { stage: 'handshake', reason: 'no_energy', attribution: 'evse', behaviour: 'slowing-starts' },
      afterMs: LONGEST_MS[power] + random.between(3000, 8000),
      stop: 'Other',
      code: null,
      clearsAfterMs: 0,
      silent: false,
    };
  },
});

import { sleep } from '../clock/process.ts';
import { HEALTHY } from '../mouth/mouth.ts';
import type { CpmsCondition } from '../mouth/mouth.ts';
import type { Behaviour } from './behaviour.ts';

/** The CPMS is in this condition for a while, and no driver notices. */
const harmless = (name: string, meaning: string, condition: CpmsCondition): Behaviour => ({
  name,
  fault: null,
  meaning,
  episode: {
    unit: 'fleet',
    duration: (random) => random.lognormal(1500, 0.5),
    *run({ world, stations, behaviour }, ms) {
      world.backend.setCondition(condition);
      for (const station of stations) station.mark(behaviour);
      yield* sleep(ms);
      world.backend.setCondition(HEALTHY);
      for (const station of stations) station.marks.delete(behaviour);
    },
  },
});

export const transactionIdsZero = harmless(
  'transaction-ids-zero',
  'OCPP 1.6: the CPMS answers every StartTransaction with the transaction id 0.',
  { ...HEALTHY, transactionIds: 'zero' },
);
export const transactionIdsRestart = harmless(
  'transaction-ids-restart',
  'The CPMS lost its database and counts transactions from the beginning: ids come a second time.',
  { ...HEALTHY, transactionIds: 'restart' },
);
export const backendEventErrors = harmless(
  'backend-event-errors',
  'The CPMS answers statuses, meter values and heartbeats with errors.',
  { ...HEALTHY, error: ['StatusNotification', 'MeterValues', 'Heartbeat', 'NotifyEvent'] },
);
export const backendEventsStalled = harmless(
  'backend-events-stalled',
  'The CPMS answers nothing that is said of transactions; stations repeat it and go on.',
  { ...HEALTHY, stall: ['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent'] },
);

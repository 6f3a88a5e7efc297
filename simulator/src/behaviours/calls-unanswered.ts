import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

const deaf = (name: string, meaning: string, how: 'silent' | 'error'): Behaviour => ({
  name,
  fault: 'F33',
  meaning,
  episode: {
    unit: 'station',
    duration: (random) => random.lognormal(3 * 3600, 0.7),
    *run({ stations, behaviour }, ms) {
      for (const station of stations) {
        station.deaf = how;
        station.mark(behaviour);
      }
      yield* sleep(ms);
      for (const station of stations) {
        station.deaf = null;
        station.marks.delete(behaviour);
      }
    },
  },
});

export const callsUnanswered = deaf(
  'calls-unanswered',
  'The station talks and never answers a call of the CPMS.',
  'silent',
);
export const callErrors = deaf(
  'call-errors',
  'The station answers every call of the CPMS with a CALLERROR.',
  'error',
);

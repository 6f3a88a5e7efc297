import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const callsInFlight: Behaviour = {
  name: 'calls-in-flight',
  fault: null,
  meaning: 'The station does not wait for an answer before it sends the next call.',
  episode: {
    unit: 'station',
    duration: () => 86_400,
    *run({ stations, behaviour }, ms) {
      for (const station of stations) {
        station.link.window = 6;
        station.mark(behaviour);
      }
      yield* sleep(ms);
      for (const station of stations) {
        station.link.window = 1;
        station.marks.delete(behaviour);
      }
    },
  },
};

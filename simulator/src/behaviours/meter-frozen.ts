import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const meterFrozen: Behaviour = {
  name: 'meter-frozen',
  fault: 'F18',
  meaning: 'The energy register of an EVSE stands still while current flows: drivers charge for nothing.',
  unsaid: true,
  episode: {
    unit: 'station',
    duration: () => 5 * 86_400,
    *run({ stations, evse: only }, ms) {
      const evses = stations.flatMap(({ evses: all }) =>
        all.filter(({ id }) => only === null || only === id),
      );
      for (const evse of evses) evse.wear.frozenAt = evse.shownRegister;
      yield* sleep(ms);
      for (const evse of evses) evse.wear.frozenAt = null;
    },
  },
};

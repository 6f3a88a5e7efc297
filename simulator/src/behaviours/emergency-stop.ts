import { sleep } from '../clock/process.ts';
import type { PlannedFault } from '../station/plan.ts';
import type { Behaviour } from './behaviour.ts';

export const emergencyStop: Behaviour = {
  name: 'emergency-stop',
  fault: 'F16',
  meaning: 'Somebody presses the emergency stop; it stays pressed until somebody else comes.',
  episode: {
    unit: 'station',
    duration: (random) => random.lognormal(2400, 1.1),
    *run({ stations, behaviour }, ms) {
      const fault: PlannedFault = {
        cause: { stage: 'energy', reason: 'emergency_stop', attribution: 'driver', behaviour },
        afterMs: 0,
        stop: 'EmergencyStop',
        code: { errorCode: 'OtherError', mrec: 'CX008', component: 'EmergencyStopSensor', faulted: true },
        clearsAfterMs: ms,
        silent: false,
      };
      for (const station of stations)
        for (const evse of station.evses) evse.inbox.post({ kind: 'fault', fault });
      yield* sleep(ms);
    },
  },
};

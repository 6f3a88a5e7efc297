import { sleep } from '../clock/process.ts';
import type { Station } from '../station/station.ts';
import type { Behaviour } from './behaviour.ts';

const reboot = (name: string, meaning: string, resume: boolean): Behaviour => ({
  name,
  fault: 'F31',
  meaning,
  episode: {
    unit: 'station',
    duration: (random) => random.between(40, 120),
    *run({ stations, behaviour }, ms) {
      const up = stations.filter((station) => station.powered);
      for (const station of up) stop(station, behaviour, resume);
      yield* sleep(Math.min(ms, 120_000));
      for (const station of up) {
        station.powered = true;
        station.start('Watchdog');
      }
      if (ms > 120_000) yield* sleep(ms - 120_000);
    },
  },
});

function stop(station: Station, behaviour: string, resume: boolean): void {
  station.powered = false;
  station.halt('Reboot', { stage: 'energy', reason: 'reboot', attribution: 'evse', behaviour }, resume);
}

export const rebootMidSession = reboot('reboot', 'The station restarts; what ran is over.', false);
export const rebootResume = reboot(
  'reboot-resume',
  'The station restarts; what ran goes on afterwards.',
  true,
);

import { sleep } from '../clock/process.ts';
import type { Process } from '../clock/process.ts';
import type { Station } from '../station/station.ts';
import type { Behaviour } from './behaviour.ts';

/** The version that the update brings. */
const nextVersion = (version: string): string =>
  version.replace(/(\d+)(?!.*\d)/, (digits) => String(Number(digits) + 1));

export const firmwareRegression: Behaviour = {
  name: 'firmware-regression',
  fault: 'F32',
  meaning:
    'An update is rolled out; from then on attempts fail in the handshake, at all stations that have it.',
  attempt: ({ evse, plan, random }) => {
    if (evse.station.firmware === evse.station.plan.firmware || plan.fault !== null || !random.chance(0.5))
      return;
    plan.fault = {
      cause: {
        stage: 'handshake',
        reason: 'ev_communication_error',
        attribution: 'firmware',
        behaviour: 'firmware-regression',
      },
      afterMs: random.between(20_000, 60_000),
      stop: 'Other',
      code: { errorCode: 'EVCommunicationError', mrec: null, component: 'CPPWMController', faulted: false },
      clearsAfterMs: 0,
      silent: false,
    };
  },
  episode: {
    unit: 'station',
    duration: () => 7 * 86_400,
    *run({ stations, random }, ms) {
      const [station] = stations;
      if (station === undefined) return;
      const delay = random.between(0, Math.min(6 * 3_600_000, ms / 4));
      yield* sleep(delay);
      yield* update(station, nextVersion(station.plan.firmware));
      yield* sleep(ms - delay);
      yield* update(station, station.plan.firmware);
    },
  },
};

/** Downloads, waits until nobody charges, installs, boots. */
function* update(station: Station, version: string): Process {
  for (const status of ['Downloading', 'Downloaded']) {
    station.dialect.firmwareStatus(status);
    yield* sleep(45_000);
  }
  while (station.evses.some((evse) => !evse.free)) yield* sleep(60_000);
  station.dialect.firmwareStatus('Installing');
  yield* sleep(20_000);
  if (!station.powered) {
    station.firmware = version;
    return;
  }
  station.powered = false;
  station.halt(
    'Reboot',
    { stage: 'energy', reason: 'reboot', attribution: 'firmware', behaviour: 'firmware-regression' },
    false,
  );
  yield* sleep(90_000);
  station.firmware = version;
  station.powered = true;
  station.start('FirmwareUpdate');
  yield* sleep(20_000);
  station.dialect.firmwareStatus('Installed');
}

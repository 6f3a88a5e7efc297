import { backendAuthErrors, backendAuthStalled, backendSlow } from './backend-auth-stalled.ts';
import type { Behaviour } from './behaviour.ts';
import { bootLoop } from './boot-loop.ts';
import { cableCheckFailure } from './cable-check-failure.ts';
import { connectorLockFailure } from './connector-lock-failure.ts';
import { emergencyStop } from './emergency-stop.ts';
import { firmwareRegression } from './firmware-regression.ts';
import { flappingLink } from './flapping-link.ts';
import { groundFault } from './ground-fault.ts';
import { handshakeTimeout } from './handshake-timeout.ts';
import { isolationFault } from './isolation-fault.ts';
import { managedCharging } from './managed-charging.ts';
import { missingStop } from './missing-stop.ts';
import { overTemperature } from './over-temperature.ts';
import { readerDead } from './reader-dead.ts';
import { rebootMidSession, rebootResume } from './reboot.ts';
import { remoteStartLost } from './remote-start-lost.ts';
import { silentNoCharge } from './silent-no-charge.ts';
import { sitePowerLoss } from './site-power-loss.ts';
import { slacFailure } from './slac-failure.ts';
import { startSwallowed } from './start-swallowed.ts';
import { queueLost, stationOffline } from './station-offline.ts';
import { statusReplay } from './status-replay.ts';
import { vehicleHandshake } from './vehicle-handshake.ts';

const all: readonly Behaviour[] = [
  backendAuthErrors,
  backendAuthStalled,
  backendSlow,
  bootLoop,
  cableCheckFailure,
  connectorLockFailure,
  emergencyStop,
  firmwareRegression,
  flappingLink,
  groundFault,
  handshakeTimeout,
  isolationFault,
  managedCharging,
  missingStop,
  overTemperature,
  queueLost,
  readerDead,
  rebootMidSession,
  rebootResume,
  remoteStartLost,
  silentNoCharge,
  sitePowerLoss,
  slacFailure,
  startSwallowed,
  stationOffline,
  statusReplay,
  vehicleHandshake,
];

/** Every behaviour that a scenario can name. */
export const BEHAVIOURS: ReadonlyMap<string, Behaviour> = new Map(
  all.map((behaviour) => [behaviour.name, behaviour]),
);

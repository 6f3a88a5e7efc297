import type { Behaviour } from './behaviour.ts';
import { availableAfterStop } from './available-after-stop.ts';
import { backendAuthErrors, backendAuthStalled, backendSlow } from './backend-auth-stalled.ts';
import {
  backendEventErrors,
  backendEventsStalled,
  transactionIdsRestart,
  transactionIdsZero,
} from './backend-numbering.ts';
import { bootLoop } from './boot-loop.ts';
import { cableCheckFailure } from './cable-check-failure.ts';
import { callsInFlight } from './calls-in-flight.ts';
import { callErrors, callsUnanswered } from './calls-unanswered.ts';
import { carTimers } from './car-timers.ts';
import { clock1970 } from './clock-1970.ts';
import { clockDrift } from './clock-drift.ts';
import { clockOffset } from './clock-offset.ts';
import { concurrentCard } from './concurrent-card.ts';
import { connectorByEvent } from './connector-by-event.ts';
import { connectorHeating } from './connector-heating.ts';
import { connectorLockFailure } from './connector-lock-failure.ts';
import { connectorZeroAvailable } from './connector-zero-available.ts';
import { busyDay, quietDay } from './crowds.ts';
import { emergencyStop } from './emergency-stop.ts';
import { eveningStop } from './evening-stop.ts';
import { eventGaps } from './event-gaps.ts';
import { eventsOutOfOrder } from './events-out-of-order.ts';
import { fanStop } from './fan-stop.ts';
import { finishingStuck } from './finishing-stuck.ts';
import { firmwareRegression } from './firmware-regression.ts';
import { flappingLink } from './flapping-link.ts';
import { groundFault } from './ground-fault.ts';
import { halfOpenSockets } from './half-open-sockets.ts';
import { handshakeTimeout } from './handshake-timeout.ts';
import { isolationDecline } from './isolation-decline.ts';
import { isolationFault } from './isolation-fault.ts';
import { latchWorn } from './latch-worn.ts';
import { managedCharging } from './managed-charging.ts';
import { meterFrozen } from './meter-frozen.ts';
import { meterKwhAsWh } from './meter-kwh-as-wh.ts';
import { meterStartZero } from './meter-start-zero.ts';
import { meterUnitsVary } from './meter-units-vary.ts';
import { meterValuesAbsent } from './meter-values-absent.ts';
import { meterValuesOdd } from './meter-values-odd.ts';
import { missingStop } from './missing-stop.ts';
import { mrecEvgo } from './mrec-evgo.ts';
import { mrecList } from './mrec-list.ts';
import { neverCharging } from './never-charging.ts';
import { noBoot } from './no-boot.ts';
import { offlineUnflagged } from './offline-unflagged.ts';
import { gatewayHung, modemNoData, networkDrop, routerOutage, simNoData } from './outages.ts';
import { overTemperature } from './over-temperature.ts';
import { declinesSpike, terminalSilent } from './payment.ts';
import { plannedWork } from './planned-work.ts';
import { powerFading } from './power-fading.ts';
import { preparingSkipped } from './preparing-skipped.ts';
import { radioFading, routerFading } from './radio-fading.ts';
import { readerDead } from './reader-dead.ts';
import { rebootMidSession, rebootResume } from './reboot.ts';
import { registerJump, registerReset } from './register-reset.ts';
import { remoteStartLost } from './remote-start-lost.ts';
import { reservations } from './reservations.ts';
import { screenDead } from './screen-dead.ts';
import { sessionRegister } from './session-register.ts';
import { sharedLoad } from './shared-load.ts';
import { siblingUnavailable } from './sibling-unavailable.ts';
import { silentNoCharge } from './silent-no-charge.ts';
import { slacFailure } from './slac-failure.ts';
import { slowingStarts } from './slowing-starts.ts';
import { startRepeated } from './start-repeated.ts';
import { startSwallowed } from './start-swallowed.ts';
import { queueLost, stationOffline } from './station-offline.ts';
import { statusDuplicate } from './status-duplicate.ts';
import { statusLate } from './status-late.ts';
import { statusReplay } from './status-replay.ts';
import { breakerTrip, gridDip, phaseLoss, siteLimitStuck, sitePowerLoss } from './supply.ts';
import { timestampsMissing } from './timestamps-missing.ts';
import { transactionIdMinusOne } from './transaction-id-minus-one.ts';
import { unknownValues } from './unknown-values.ts';
import { vehicleHandshake } from './vehicle-handshake.ts';
import { dataTransferNoise, vendorActions } from './vendor-noise.ts';
import { voltageDrift } from './voltage-drift.ts';
import { wrongVersionFrames } from './wrong-version-frames.ts';

const all: readonly Behaviour[] = [
  availableAfterStop,
  backendAuthErrors,
  backendAuthStalled,
  backendEventErrors,
  backendEventsStalled,
  backendSlow,
  bootLoop,
  breakerTrip,
  busyDay,
  cableCheckFailure,
  callErrors,
  callsInFlight,
  callsUnanswered,
  carTimers,
  clock1970,
  clockDrift,
  clockOffset,
  concurrentCard,
  connectorByEvent,
  connectorHeating,
  connectorLockFailure,
  connectorZeroAvailable,
  dataTransferNoise,
  declinesSpike,
  emergencyStop,
  eveningStop,
  eventGaps,
  eventsOutOfOrder,
  fanStop,
  finishingStuck,
  firmwareRegression,
  flappingLink,
  gatewayHung,
  gridDip,
  groundFault,
  halfOpenSockets,
  handshakeTimeout,
  isolationDecline,
  isolationFault,
  latchWorn,
  managedCharging,
  meterFrozen,
  meterKwhAsWh,
  meterStartZero,
  meterUnitsVary,
  meterValuesAbsent,
  meterValuesOdd,
  missingStop,
  modemNoData,
  mrecEvgo,
  mrecList,
  networkDrop,
  neverCharging,
  noBoot,
  offlineUnflagged,
  overTemperature,
  phaseLoss,
  plannedWork,
  powerFading,
  preparingSkipped,
  queueLost,
  quietDay,
  radioFading,
  readerDead,
  rebootMidSession,
  rebootResume,
  registerJump,
  registerReset,
  remoteStartLost,
  reservations,
  routerFading,
  routerOutage,
  screenDead,
  sessionRegister,
  sharedLoad,
  siblingUnavailable,
  silentNoCharge,
  simNoData,
  siteLimitStuck,
  sitePowerLoss,
  slacFailure,
  slowingStarts,
  startRepeated,
  startSwallowed,
  stationOffline,
  statusDuplicate,
  statusLate,
  statusReplay,
  terminalSilent,
  timestampsMissing,
  transactionIdMinusOne,
  transactionIdsRestart,
  transactionIdsZero,
  unknownValues,
  vehicleHandshake,
  vendorActions,
  voltageDrift,
  wrongVersionFrames,
];

/** Every behaviour that a scenario can name. */
export const BEHAVIOURS: ReadonlyMap<string, Behaviour> = new Map(
  all.map((behaviour) => [behaviour.name, behaviour]),
);

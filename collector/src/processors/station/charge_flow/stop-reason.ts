import type { Reason } from '../../../model/reason.ts';
import type { StopFacts } from './facts.ts';

/** Ends that are nobody's failure: INL's list for OCPP 2.0.1, and the OCPP 1.6 and 2.1 reasons of the same meaning. */
const VALID: ReadonlySet<string> = new Set([
  'EnergyLimitReached',
  'SOCLimitReached',
  'Local',
  'Remote',
  'StoppedByEV',
  'LocalOutOfCredit',
  'TimeLimitReached',
  'EVDisconnected',
  'CostLimitReached',
]);

/** Ends that the driver chose. */
const BY_DRIVER: ReadonlySet<string> = new Set(['Local', 'Remote', 'EVDisconnected']);

/** Ends that the vehicle chose. */
const BY_VEHICLE: ReadonlySet<string> = new Set(['StoppedByEV', 'SOCLimitReached', 'EnergyLimitReached']);

/** The stop is a valid one (charge-flow.md, Charge End Success). */
export const isValidStop = (stop: StopFacts): boolean => VALID.has(stop.reason);

/** The driver ended it: by card, app, or by pulling the cable. */
export const isDriverStop = (stop: StopFacts): boolean =>
  BY_DRIVER.has(stop.reason) || stop.trigger === 'StopAuthorized';

/** The vehicle ended it. */
export const isVehicleStop = (stop: StopFacts): boolean => BY_VEHICLE.has(stop.reason);

/** The stop because no cable came in time, OCPP 2.x. */
export const isConnectTimeout = (stop: StopFacts): boolean =>
  stop.reason === 'Timeout' || stop.trigger === 'EVConnectTimeout';

const REASONS_OF_STOPS: Readonly<Record<string, Reason>> = {
  EmergencyStop: 'emergency_stop',
  GroundFault: 'ground_fault',
  OvercurrentFault: 'over_current',
  PowerLoss: 'power_loss',
  PowerQuality: 'power_quality',
  ImmediateReset: 'reboot',
  HardReset: 'reboot',
  SoftReset: 'reboot',
  Reboot: 'reboot',
  DeAuthorized: 'deauthorized',
  UnlockCommand: 'unlock_command',
};

/** The reason that an abnormal stop names; null for the many that name none. */
export const reasonOfStop = (stop: StopFacts): Reason | null =>
  Object.hasOwn(REASONS_OF_STOPS, stop.reason) ? (REASONS_OF_STOPS[stop.reason] ?? null) : null;

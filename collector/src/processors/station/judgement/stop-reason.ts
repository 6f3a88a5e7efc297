import type { StopFacts } from '../charge_flow/open-flow.ts';

/** Ends that are nobody's failure: INL's list for OCPP 2.0.1, and the OCPP 1.6 reasons of the same meaning. */
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

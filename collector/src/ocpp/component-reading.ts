import { PHASES, type Phase, type Quantity } from '../model/telemetry.ts';
import { locationOf } from './equipment-location.ts';
import { readNumber } from './number.ts';

/** Variables of OCPP 2.x (appendix 3) that are measured; their unit where the device model gives none. */
const VARIABLES: ReadonlyMap<string, { readonly quantity: Quantity; readonly phase: Phase }> = new Map([
  ['Temperature', { quantity: 'temperature_celsius', phase: '' }],
  ['FanSpeed', { quantity: 'fan_rpm', phase: '' }],
  ['ACVoltage', { quantity: 'voltage_volts', phase: '' }],
  ['DCVoltage', { quantity: 'voltage_volts', phase: 'dc' }],
  ['ACCurrent', { quantity: 'current_amperes', phase: '' }],
  ['DCCurrent', { quantity: 'current_amperes', phase: 'dc' }],
]);
/** Variables that mean something measured at one component only. */
const OF_COMPONENT: ReadonlyMap<string, Quantity> = new Map([
  ['GroundIsolationProtection.Impedance', 'isolation_ohms'],
  ['DataLink.SignalStrength', 'rssi_dbm'],
  ['EVSE.Power', 'power_watts'],
]);

const isPhase = (text: string | undefined): text is Phase => PHASES.some((phase) => phase === text);

/** What a value of a component measures. */
export interface ComponentReading {
  readonly quantity: Quantity;
  readonly value: number;
  readonly location: string;
  readonly phase: Phase;
}

/** The reading in a reported value of a component's variable; null when it is none. */
export function componentReading(
  component: string,
  variable: string,
  instance: string | undefined,
  text: string | undefined,
): ComponentReading | null {
  const known = VARIABLES.get(variable);
  const quantity = OF_COMPONENT.get(`${component}.${variable}`) ?? known?.quantity;
  if (quantity === undefined) return null;
  const value = readNumber(text);
  if (value === null) return null;
  const phase = isPhase(instance) ? instance : (known?.phase ?? '');
  // A modem is one thing.
  return { quantity, value, location: quantity === 'rssi_dbm' ? '' : locationOf(component), phase };
}

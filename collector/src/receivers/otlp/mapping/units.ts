import type { Quantity } from '../../../model/telemetry.ts';

/** value in base unit = (value + offset) × factor */
type Conversion = readonly [factor: number, offset?: number];

const PREFIXED = (unit: string, small = true): Record<string, Conversion> => ({
  [unit]: [1],
  [`k${unit}`]: [1e3],
  [`M${unit}`]: [1e6],
  ...(small && { [`m${unit}`]: [1e-3] }),
});
const DECIBELS: Readonly<Record<string, Conversion>> = { dB: [1] };
const DBM: Readonly<Record<string, Conversion>> = { dBm: [1], 'dB[mW]': [1] };
const BYTES: Readonly<Record<string, Conversion>> = {
  By: [1],
  bit: [1 / 8],
  kBy: [1e3],
  MBy: [1e6],
  GBy: [1e9],
  KiBy: [1024],
  MiBy: [1024 ** 2],
  GiBy: [1024 ** 3],
};
const SECONDS: Readonly<Record<string, Conversion>> = {
  s: [1],
  ms: [1e-3],
  us: [1e-6],
  ns: [1e-9],
  min: [60],
  h: [3600],
  d: [86_400],
};
const WATT_HOUR = 3600;

/** Units that each quantity can be sent in: UCUM, and the names that exporters use instead. */
const UNITS: Readonly<Record<Quantity, Readonly<Record<string, Conversion>>>> = {
  temperature_celsius: {
    Cel: [1],
    '°C': [1],
    C: [1],
    K: [1, -273.15],
    '[degF]': [5 / 9, -32],
    '°F': [5 / 9, -32],
  },
  voltage_volts: PREFIXED('V'),
  current_amperes: PREFIXED('A'),
  residual_current_amperes: PREFIXED('A'),
  power_watts: PREFIXED('W'),
  fan_rpm: {
    '{rpm}': [1],
    rpm: [1],
    '{revolution}/min': [1],
    'r/min': [1],
    '1/min': [1],
    '1/s': [60],
    Hz: [60],
  },
  isolation_ohms: PREFIXED('Ohm'),
  energy_joules: {
    ...PREFIXED('J'),
    Wh: [WATT_HOUR],
    'W.h': [WATT_HOUR],
    kWh: [WATT_HOUR * 1e3],
    'kW.h': [WATT_HOUR * 1e3],
    MWh: [WATT_HOUR * 1e6],
    'MW.h': [WATT_HOUR * 1e6],
  },
  frequency_hertz: PREFIXED('Hz'),
  latency_seconds: SECONDS,
  rssi_dbm: DBM,
  rsrp_dbm: DBM,
  rsrq_db: DECIBELS,
  sinr_db: DECIBELS,
  received_bytes: BYTES,
  sent_bytes: BYTES,
  uptime_seconds: SECONDS,
};

/** The units that a quantity can be sent in. */
export const unitsOf = (quantity: Quantity): readonly string[] => Object.keys(UNITS[quantity]);

/** A value in the base unit of its quantity; null for a unit that is none of the quantity's. '' is the base unit itself. */
export function toBaseUnit(quantity: Quantity, value: number, unit: string): number | null {
  if (unit === '') return value;
  const units = UNITS[quantity];
  if (!Object.hasOwn(units, unit)) return null;
  const [factor, offset = 0] = units[unit] ?? [1];
  return (value + offset) * factor;
}

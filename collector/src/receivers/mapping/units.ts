import type { Quantity } from '../../model/telemetry.ts';

/** `value × factor + offset` is the value in the base unit. */
export interface Unit {
  readonly factor: number;
  readonly offset: number;
}

/** What a quantity may be written in, its base unit first, and what it can be (in the base unit) at all. */
export interface QuantityUnits {
  readonly units: Readonly<Record<string, Unit>>;
  readonly least: number;
  readonly most: number;
}

const unit = (factor: number, offset = 0): Unit => ({ factor, offset });
const of = (least: number, most: number, units: Readonly<Record<string, Unit>>): QuantityUnits => ({
  units,
  least,
  most,
});

const AMPERES = { A: unit(1), mA: unit(1e-3), kA: unit(1e3) };
const DBM = { dBm: unit(1) };
const DB = { dB: unit(1) };
const BYTES = {
  B: unit(1),
  kB: unit(1e3),
  MB: unit(1e6),
  GB: unit(1e9),
  KiB: unit(1_024),
  MiB: unit(1_024 ** 2),
  GiB: unit(1_024 ** 3),
};
const SECONDS = {
  s: unit(1),
  ms: unit(1e-3),
  us: unit(1e-6),
  min: unit(60),
  h: unit(3_600),
  d: unit(86_400),
};

/** Units by quantity, case-sensitive as in the SI: `mW` is no `MW`. The bounds are those of sensors that work, not of good values. */
export const QUANTITY_UNITS: Readonly<Record<Quantity, QuantityUnits>> = {
  temperature_celsius: of(-100, 500, {
    '°C': unit(1),
    C: unit(1),
    '°F': unit(5 / 9, -160 / 9),
    F: unit(5 / 9, -160 / 9),
    K: unit(1, -273.15),
  }),
  voltage_volts: of(-1e6, 1e6, { V: unit(1), mV: unit(1e-3), kV: unit(1e3) }),
  current_amperes: of(-1e5, 1e5, AMPERES),
  residual_current_amperes: of(-1e3, 1e3, AMPERES),
  power_watts: of(-1e9, 1e9, { W: unit(1), mW: unit(1e-3), kW: unit(1e3), MW: unit(1e6) }),
  fan_rpm: of(0, 1e5, { rpm: unit(1) }),
  isolation_ohms: of(0, 1e12, {
    ohm: unit(1),
    Ω: unit(1),
    kohm: unit(1e3),
    kΩ: unit(1e3),
    Mohm: unit(1e6),
    MΩ: unit(1e6),
  }),
  energy_joules: of(-1e18, 1e18, {
    J: unit(1),
    kJ: unit(1e3),
    MJ: unit(1e6),
    Wh: unit(3.6e3),
    kWh: unit(3.6e6),
    MWh: unit(3.6e9),
  }),
  frequency_hertz: of(0, 1e3, { Hz: unit(1), mHz: unit(1e-3) }),
  latency_seconds: of(0, 3_600, SECONDS),
  rssi_dbm: of(-200, 50, DBM),
  rsrp_dbm: of(-200, 50, DBM),
  rsrq_db: of(-100, 100, DB),
  sinr_db: of(-100, 100, DB),
  received_bytes: of(0, 1e18, BYTES),
  sent_bytes: of(0, 1e18, BYTES),
  uptime_seconds: of(0, 1e10, SECONDS),
};

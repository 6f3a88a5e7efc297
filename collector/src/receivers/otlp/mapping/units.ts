import { failed, ok, type Result } from '../../../model/result.ts';
import type { Quantity } from '../../../model/telemetry.ts';
import { QUANTITY_UNITS, type Unit } from '../../mapping/units.ts';

/** UCUM's names, and those that exporters use in their place, for units that mapping files call otherwise. */
const UCUM: Readonly<Record<string, string>> = {
  Cel: '°C',
  '[degF]': '°F',
  Ohm: 'ohm',
  kOhm: 'kohm',
  MOhm: 'Mohm',
  'W.h': 'Wh',
  'kW.h': 'kWh',
  'MW.h': 'MWh',
  'dB[mW]': 'dBm',
  By: 'B',
  kBy: 'kB',
  MBy: 'MB',
  GBy: 'GB',
  KiBy: 'KiB',
  MiBy: 'MiB',
  GiBy: 'GiB',
  '{rpm}': 'rpm',
  'r/min': 'rpm',
  '1/min': 'rpm',
  '{revolution}/min': 'rpm',
};

const unitOf = (quantity: Quantity, written: string): Unit | undefined => {
  const { units } = QUANTITY_UNITS[quantity];
  const name = Object.hasOwn(UCUM, written) ? (UCUM[written] ?? written) : written;
  return Object.hasOwn(units, name) ? units[name] : undefined;
};

/** The units that a quantity can be sent in. */
export function unitsOf(quantity: Quantity): readonly string[] {
  const names = Object.keys(QUANTITY_UNITS[quantity].units);
  return [...names, ...Object.keys(UCUM).filter((ucum) => names.includes(UCUM[ucum] ?? ''))];
}

/** A value in the base unit of its quantity; '' is the base unit itself. The error is why it is none. */
export function toBaseUnit(quantity: Quantity, value: number, written: string): Result<number, string> {
  const unit = written === '' ? { factor: 1, offset: 0 } : unitOf(quantity, written);
  if (unit === undefined) return failed(`its unit is none of ${quantity}`);
  const { least, most } = QUANTITY_UNITS[quantity];
  // Twelve digits are more than any sensor has, and hide what binary fractions add to decimal ones.
  const base = Number((value * unit.factor + unit.offset).toPrecision(12));
  return base >= least && base <= most ? ok(base) : failed(`no ${quantity} that a sensor can show`);
}

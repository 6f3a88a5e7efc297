/** The measurands that become signals (Measurand of OCPP 1.6, MeasurandEnumType of 2.0.1). */
export type Quantity =
  'register' | 'interval' | 'power' | 'offered' | 'current' | 'voltage' | 'soc' | 'temperature' | 'fan';

const QUANTITIES: ReadonlyMap<string, Quantity> = new Map([
  ['Energy.Active.Import.Register', 'register'],
  ['Energy.Active.Import.Interval', 'interval'],
  ['Power.Active.Import', 'power'],
  ['Power.Offered', 'offered'],
  ['Current.Import', 'current'],
  ['Voltage', 'voltage'],
  ['SoC', 'soc'],
  ['Temperature', 'temperature'],
  // OCPP 1.6 only; 2.x has the variable FanSpeed of a component.
  ['RPM', 'fan'],
]);

/** What a sampled value measures, null when it is nothing that we read; no measurand is the import register. */
export const quantityOf = (measurand: string | undefined): Quantity | null =>
  measurand === undefined || measurand === '' ? 'register' : (QUANTITIES.get(measurand) ?? null);

type Scale = (value: number) => number;
const same: Scale = (value) => value;
const kilo: Scale = (value) => value * 1000;

const ENERGY: ReadonlyMap<string, Scale> = new Map([
  ['wh', same],
  ['kwh', kilo],
  ['mwh', (value) => value * 1_000_000],
]);
const POWER: ReadonlyMap<string, Scale> = new Map([
  ['w', same],
  ['kw', kilo],
]);
const PERCENT: ReadonlyMap<string, Scale> = new Map([
  ['percent', same],
  ['%', same],
]);
const CELSIUS: ReadonlyMap<string, Scale> = new Map([
  ['celsius', same],
  ['celcius', same],
  ['c', same],
  ['k', (value) => value - 273.15],
  ['fahrenheit', (value) => ((value - 32) * 5) / 9],
]);

const UNITS: Readonly<Record<Quantity, ReadonlyMap<string, Scale>>> = {
  register: ENERGY,
  interval: ENERGY,
  power: POWER,
  offered: POWER,
  current: new Map([['a', same]]),
  voltage: new Map([['v', same]]),
  soc: PERCENT,
  temperature: CELSIUS,
  fan: new Map([['rpm', same]]),
};

/** `value` in Wh, W, A, V, percent or °C; NaN when the unit does not belong to the quantity. No unit is the base unit. */
export function inBaseUnit(quantity: Quantity, value: number, unit: string | undefined): number {
  if (unit === undefined || unit === '') return value;
  const scale = UNITS[quantity].get(unit.length <= 10 ? unit.toLowerCase() : '');
  return scale === undefined ? Number.NaN : scale(value);
}

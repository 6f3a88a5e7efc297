import type { MeterSignal, ReadingSignal } from '../model/signal.ts';
import { locationOf } from './equipment-location.ts';
import { type Quantity, inBaseUnit, quantityOf } from './measurand.ts';
import { readNumber } from './number.ts';
import { PhasedQuantity } from './phased-quantity.ts';
import { optionalText } from './text.ts';

/** A sampled value of any OCPP version. */
export interface Sample {
  readonly value: unknown;
  readonly context: string | undefined;
  readonly measurand: string | undefined;
  readonly phase: string | undefined;
  readonly location: string | undefined;
  readonly unit: string | undefined;
  /** Power of ten, 2.x. */
  readonly multiplier: number;
}

/** Where and for what transaction a meter value was taken. */
export interface MeterPlace {
  readonly station: string;
  readonly receivedAt: number;
  readonly evse: number | null;
  readonly connector: number | null;
  readonly transaction: string | null;
  /** What registers are multiplied by where they are in Wh or have no unit: 1, or 1000 for stations that mean kWh. */
  readonly registerScale: number;
}

/** Places in the equipment told apart in one moment. */
const MOST_PLACES = 8;

const isRegister = (quantity: Quantity): boolean => quantity === 'register' || quantity === 'interval';
const isPlainUnit = (unit: string | undefined): boolean =>
  unit === undefined || unit === '' || unit.toLowerCase() === 'wh';

/** The values of one moment, gathered sample by sample. */
export class MeterMoment {
  context: string | null = null;
  private readonly quantities: Partial<Record<Quantity, PhasedQuantity>> = {};
  private equipment: { quantity: 'temperature' | 'fan'; value: number; location: string }[] | null = null;
  private unreadable = 0;

  add(sample: Sample, registerScale: number): void {
    this.context ??= optionalText(sample.context, 50);
    const quantity = quantityOf(sample.measurand);
    if (quantity === null) return;
    const number = readNumber(sample.value);
    const scaled = number === null || sample.multiplier === 0 ? number : number * 10 ** sample.multiplier;
    const base = scaled === null ? Number.NaN : inBaseUnit(quantity, scaled, sample.unit);
    const value = isRegister(quantity) && isPlainUnit(sample.unit) ? base * registerScale : base;
    if (Number.isFinite(value)) {
      if (quantity === 'temperature' || quantity === 'fan') this.equip(quantity, value, sample.location);
      const phased = (this.quantities[quantity] ??= new PhasedQuantity());
      phased.add(value, sample.phase, sample.location);
    } else {
      this.unreadable += 1;
    }
  }

  /** What was measured in the equipment itself, each place by itself. */
  readings(place: MeterPlace, eventAt: number | null): ReadingSignal[] {
    const { station, receivedAt, evse, connector, transaction } = place;
    const common = { station, receivedAt, eventAt, evse, connector, transaction, phase: '' } as const;
    return (this.equipment ?? []).map(({ quantity, value, location }) => ({
      kind: 'reading',
      ...common,
      quantity: quantity === 'fan' ? 'fan_rpm' : 'temperature_celsius',
      value,
      location,
    }));
  }

  private equip(quantity: 'temperature' | 'fan', value: number, at: string | undefined): void {
    const location = locationOf(at);
    this.equipment ??= [];
    const known = this.equipment.find((one) => one.quantity === quantity && one.location === location);
    if (known) known.value = Math.max(known.value, value);
    else if (this.equipment.length < MOST_PLACES) this.equipment.push({ quantity, value, location });
  }

  signal(place: MeterPlace, eventAt: number | null): MeterSignal {
    const { register, interval, power, offered, current, voltage, soc, temperature } = this.quantities;
    return {
      kind: 'meter',
      station: place.station,
      receivedAt: place.receivedAt,
      eventAt,
      evse: place.evse,
      connector: place.connector,
      transaction: place.transaction,
      registerWh: register?.sum() ?? null,
      intervalWh: interval?.sum() ?? null,
      powerW: power?.sum() ?? null,
      offeredW: offered?.sum() ?? null,
      currentA: current?.greatest() ?? null,
      voltageV: voltage?.mean() ?? null,
      soc: soc?.greatest() ?? null,
      temperatureC: temperature?.greatest() ?? null,
      context: this.context,
      unreadable: this.unreadable,
    };
  }
}

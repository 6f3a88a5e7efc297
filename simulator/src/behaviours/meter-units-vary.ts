import { withNumber, withSamples } from '../dialect/samples.ts';
import type { Payload } from '../mouth/mouth.ts';
import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const meterUnitsVary: Behaviour = {
  name: 'meter-units-vary',
  fault: null,
  meaning:
    'Energy is said in kWh, power in kW, and what is in Wh without its unit: all as the schema allows.',
  wire: ({ message, random }) => {
    if (message.action !== 'MeterValues' && message.action !== 'TransactionEvent') return [message];
    return [changed(message, random.chance(0.5) ? inKilo : unitless)];
  },
};

const unitOf = (sample: Payload): unknown => {
  const { unit, unitOfMeasure } = sample;
  return typeof unitOfMeasure === 'object' && unitOfMeasure !== null && 'unit' in unitOfMeasure
    ? unitOfMeasure.unit
    : unit;
};

const inKilo = (payload: Payload): Payload =>
  withSamples(payload, (sample) => {
    const unit = unitOf(sample);
    if (unit !== 'Wh' && unit !== 'W') return sample;
    const kilo = withNumber(sample, Number(sample['value']) / 1000);
    return sample['unit'] === undefined
      ? { ...kilo, unitOfMeasure: { unit: `k${unit}` } }
      : { ...kilo, unit: `k${unit}` };
  });

/** Without a unit a register is in Wh (OCPP 1.6 §7.36, 2.0.1 §2.46). */
const unitless = (payload: Payload): Payload =>
  withSamples(payload, (sample) => {
    if (unitOf(sample) !== 'Wh') return sample;
    const { unit: _, unitOfMeasure: __, ...rest } = sample;
    return rest;
  });

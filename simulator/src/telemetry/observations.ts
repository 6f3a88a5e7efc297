import type { Observation, Phase, Quantity } from '@firstcharge/collector/model/telemetry.ts';

/** What a line says was seen. */
export type Told = Observation;

/** A measured value, with as many digits as a meter shows. */
export const reading = (quantity: Quantity, value: number, phase: Phase = '', location = ''): Told => ({
  kind: 'reading',
  quantity,
  value: Number(value.toPrecision(5)),
  location,
  phase,
});

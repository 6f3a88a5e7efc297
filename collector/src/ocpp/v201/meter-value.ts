import { Type } from 'typebox';
import type { Sample } from '../meter-moment.ts';
import type { MeterEntry } from '../meter-values.ts';
import { type Payload, text, time } from '../schema.ts';

const sampledValue = Type.Object({
  value: Type.Number(),
  context: Type.Optional(text(50)),
  measurand: Type.Optional(text(50)),
  phase: Type.Optional(text(50)),
  location: Type.Optional(text(50)),
  unitOfMeasure: Type.Optional(
    Type.Object({
      unit: Type.Optional(text(20)),
      multiplier: Type.Optional(Type.Integer({ minimum: -24, maximum: 24 })),
    }),
  ),
});

/** MeterValueType (OCPP 2.0.1); its words are not checked, since every version and vendor adds some. */
export const meterValue = Type.Object({ timestamp: time, sampledValue: Type.Array(sampledValue) });

function* readSamples(values: readonly Payload<typeof sampledValue>[]): Generator<Sample> {
  for (const { value, context, measurand, phase, location, unitOfMeasure } of values) {
    const multiplier = unitOfMeasure?.multiplier ?? 0;
    yield { value, context, measurand, phase, location, unit: unitOfMeasure?.unit, multiplier };
  }
}

/** The entries of MeterValues.meterValue or TransactionEvent.meterValue. */
export function* meterEntries(
  values: readonly Payload<typeof meterValue>[] | undefined,
): Generator<MeterEntry> {
  for (const value of values ?? []) {
    yield { timestamp: value.timestamp, samples: readSamples(value.sampledValue ?? []) };
  }
}

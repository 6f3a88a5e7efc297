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
  // An object on the wire, a mark once the frame is redacted.
  signedMeterValue: Type.Optional(Type.Unknown()),
  unitOfMeasure: Type.Optional(
    Type.Object({
      unit: Type.Optional(text(20)),
      multiplier: Type.Optional(Type.Integer({ minimum: -24, maximum: 24 })),
    }),
  ),
});

/** MeterValueType (OCPP 2.0.1); its words are not checked, since every version and vendor adds some. */
export const meterValue = Type.Object({ timestamp: time, sampledValue: Type.Array(sampledValue) });

type SampledValue = Payload<typeof sampledValue>;

function* readSamples(values: Iterable<SampledValue>): Generator<Sample> {
  for (const { value, context, measurand, phase, location, unitOfMeasure } of values) {
    const multiplier = unitOfMeasure?.multiplier ?? 0;
    yield { value, context, measurand, phase, location, unit: unitOfMeasure?.unit, multiplier };
  }
}

const isSigned = ({ signedMeterValue }: SampledValue): boolean => signedMeterValue !== undefined;
const measurandOf = ({ measurand }: SampledValue): string => measurand || 'Energy.Active.Import.Register';

/**
 * The entries of MeterValues.meterValue or TransactionEvent.meterValue. Signed values repeat plain ones, in whatever unit
 * the signature has: they only count where the message has no plain value of their measurand.
 */
export function* meterEntries(
  values: readonly Payload<typeof meterValue>[] | undefined,
): Generator<MeterEntry> {
  const entries = values ?? [];
  const plain = new Set<string>();
  if (entries.some((entry) => entry.sampledValue?.some(isSigned) === true)) {
    for (const entry of entries)
      for (const sample of entry.sampledValue ?? []) if (!isSigned(sample)) plain.add(measurandOf(sample));
  }
  for (const { timestamp, sampledValue: samples = [] } of entries) {
    const counted =
      plain.size === 0 ? samples : samples.filter((one) => !isSigned(one) || !plain.has(measurandOf(one)));
    if (counted.length > 0 || samples.length === 0) yield { timestamp, samples: readSamples(counted) };
  }
}

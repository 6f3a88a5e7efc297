import { Type } from 'typebox';
import type { Sample } from '../meter-moment.ts';
import type { MeterEntry } from '../meter-values.ts';
import { type Payload, time, word } from '../schema.ts';

const sampledValue = Type.Object({
  value: Type.String(),
  context: Type.Optional(
    word(
      'Interruption.Begin',
      'Interruption.End',
      'Other',
      'Sample.Clock',
      'Sample.Periodic',
      'Transaction.Begin',
      'Transaction.End',
      'Trigger',
    ),
  ),
  format: Type.Optional(word('Raw', 'SignedData')),
  measurand: Type.Optional(
    word(
      'Current.Export',
      'Current.Import',
      'Current.Offered',
      'Energy.Active.Export.Register',
      'Energy.Active.Import.Register',
      'Energy.Reactive.Export.Register',
      'Energy.Reactive.Import.Register',
      'Energy.Active.Export.Interval',
      'Energy.Active.Import.Interval',
      'Energy.Reactive.Export.Interval',
      'Energy.Reactive.Import.Interval',
      'Frequency',
      'Power.Active.Export',
      'Power.Active.Import',
      'Power.Factor',
      'Power.Offered',
      'Power.Reactive.Export',
      'Power.Reactive.Import',
      'RPM',
      'SoC',
      'Temperature',
      'Voltage',
    ),
  ),
  phase: Type.Optional(word('L1', 'L2', 'L3', 'N', 'L1-N', 'L2-N', 'L3-N', 'L1-L2', 'L2-L3', 'L3-L1')),
  location: Type.Optional(word('Body', 'Cable', 'EV', 'Inlet', 'Outlet')),
  unit: Type.Optional(
    word(
      'Wh',
      'kWh',
      'varh',
      'kvarh',
      'W',
      'kW',
      'VA',
      'kVA',
      'var',
      'kvar',
      'A',
      'V',
      // "Celcius" is how the first edition of 1.6 spelt it.
      'Celcius',
      'Celsius',
      'Fahrenheit',
      'K',
      'Percent',
    ),
  ),
});

/** MeterValue (OCPP 1.6). */
export const meterValue = Type.Object({ timestamp: time, sampledValue: Type.Array(sampledValue) });

function* readSamples(values: readonly Payload<typeof sampledValue>[]): Generator<Sample> {
  for (const sample of values) {
    if (sample.format === 'SignedData') continue;
    const { value, context, measurand, phase, location, unit } = sample;
    yield { value, context, measurand, phase, location, unit, multiplier: 0 };
  }
}

/** The entries of MeterValues.meterValue or StopTransaction.transactionData; signed data is not a number and left out. */
export function* meterEntries(
  values: readonly Payload<typeof meterValue>[] | undefined,
): Generator<MeterEntry> {
  for (const value of values ?? []) {
    yield { timestamp: value.timestamp, samples: readSamples(value.sampledValue ?? []) };
  }
}

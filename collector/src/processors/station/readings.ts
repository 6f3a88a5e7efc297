import type { MeterSignal, ReadingSignal } from '../../model/signal.ts';
import type { Quantity } from '../../model/telemetry.ts';
import type { StationReading } from '../telemetry/station-reading.ts';

/**
 * Adds what a signal tells of the equipment. `place`: of its transaction, where that is known; `at`: trusted time, ms;
 * `told`: by the station.
 */
export function pushReadings(
  readings: StationReading[],
  signal: MeterSignal | ReadingSignal,
  place: { readonly evse: number | null; readonly connector: number | null } | undefined,
  { at, told }: { readonly at: number; readonly told: boolean },
): void {
  const evse = signal.evse ?? place?.evse ?? null;
  const connector = signal.connector ?? (evse === place?.evse ? (place?.connector ?? null) : null);
  if (signal.kind === 'reading') {
    const { quantity, value, location, phase } = signal;
    readings.push({ quantity, value, evse, connector, location, phase, at, told });
    return;
  }
  const add = (quantity: Quantity, value: number | null): void => {
    if (value !== null)
      readings.push({ quantity, value, evse, connector, location: '', phase: '', at, told });
  };
  add('voltage_volts', signal.voltageV);
  add('current_amperes', signal.currentA);
  add('power_watts', signal.powerW);
}

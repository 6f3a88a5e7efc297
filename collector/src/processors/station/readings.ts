import type { MeterSignal } from '../../model/signal.ts';
import type { Quantity } from '../../model/telemetry.ts';
import type { StationReading } from '../telemetry/station-reading.ts';

/** Adds what a meter value tells of the equipment at a place; undefined: what it says itself. */
export function pushReadings(
  readings: StationReading[],
  signal: MeterSignal,
  place: { readonly evse: number | null; readonly connector: number | null } | undefined,
  { at, told }: { readonly at: number; readonly told: boolean },
): void {
  const evse = place?.evse ?? signal.evse;
  const connector = place?.connector ?? signal.connector;
  const add = (quantity: Quantity, value: number | null): void => {
    if (value !== null)
      readings.push({ quantity, value, evse, connector, location: '', phase: '', at, told });
  };
  add('temperature_celsius', signal.temperatureC);
  add('voltage_volts', signal.voltageV);
  add('current_amperes', signal.currentA);
  add('power_watts', signal.powerW);
}

import type { Phase, Quantity } from '../../model/telemetry.ts';

/** A value that a station told over OCPP. `evse` and `connector` null: it does not say. */
export interface StationReading {
  readonly quantity: Quantity;
  readonly value: number;
  readonly evse: number | null;
  readonly connector: number | null;
  readonly location: string;
  readonly phase: Phase;
  /** Trusted time at which it was so, ms; `told`: by the station, not by the receipt. */
  readonly at: number;
  readonly told: boolean;
}

import { deserialize } from 'node:v8';
import { newCapabilityBook, type CapabilityBook } from './capability/capability.ts';
import { newFleetState, type FleetState } from './fleet/fleet-tracker.ts';
import type { StationState } from './station/station-state.ts';
import { newTelemetryState, type TelemetryState } from './telemetry/telemetry-state.ts';

/** All that a tracker knows. Plain data. */
export interface TrackerState {
  readonly version: 1;
  streamAt: number;
  readonly stations: Map<string, StationState>;
  readonly fleet: FleetState;
  readonly capability: CapabilityBook;
  readonly telemetry: TelemetryState;
}

/** Nothing has arrived yet. */
export const newTrackerState = (): TrackerState => ({
  version: 1,
  streamAt: 0,
  stations: new Map(),
  fleet: newFleetState(),
  capability: newCapabilityBook(),
  telemetry: newTelemetryState(),
});

/** The state that a snapshot holds (`v8.serialize`). */
export function restoredState(snapshot: Uint8Array): TrackerState {
  const state: Omit<TrackerState, 'telemetry'> & Partial<TrackerState> = deserialize(snapshot);
  // Snapshots that are older than telemetry have none.
  return { ...state, telemetry: { ...newTelemetryState(), ...state.telemetry } };
}

import { serialize } from 'node:v8';
import type { StationState } from '@firstcharge/collector/processors/station/station-state.ts';

/** Bytes of what is known of one station. */
export interface StateSize {
  /** What lasts: everything but what is on its way. */
  readonly remembered: number;
  /** What lasts for a minute, or until a call is answered: messages and readings that wait for their order, calls without answer. */
  readonly onItsWay: number;
  /** As a snapshot holds it, names of fields and all. */
  readonly snapshot: number;
  readonly connectors: number;
}

/**
 * The size of a station's state as V8 serialises it (the form of snapshots), objects as lists of their values: the names
 * of their fields are the same for all stations, and V8 holds them once. Independent of how the collector weighs itself.
 */
export function stateSizeOf(station: StationState): StateSize {
  const { interpreter, reorder, recent, ...rest } = station;
  const { pending, ...connection } = interpreter;
  const { steps, asked, ...progress } = reorder;
  return {
    remembered: bytesOf([rest, connection, progress]),
    onItsWay: bytesOf([pending, steps, asked, recent]),
    snapshot: serialize(station).length,
    connectors: Math.max(station.availability.connectors.size, station.flows.cables.size),
  };
}

const bytesOf = (value: unknown): number => serialize(withoutNames(value)).length;

function withoutNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Set) return value;
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [key, withoutNames(inner)]));
  // Pushed, since V8 writes an array that was made with holes as keys and values.
  const values: unknown[] = [];
  for (const inner of Array.isArray(value) ? value : Object.values(value)) values.push(withoutNames(inner));
  return values;
}

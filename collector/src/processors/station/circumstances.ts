import type { QuantityRange } from '../../model/flow-context.ts';
import { QUANTITIES } from '../../model/telemetry.ts';
import type { StationReading } from '../telemetry/station-reading.ts';
import type { OpenFlow } from './charge_flow/open-flow.ts';
import type { StationState } from './station-state.ts';

/** Most readings that wait for the flow book's clock, and most sensors remembered of one flow. */
const MOST_RECENT = 64;
const MOST_RANGES = 24;

/** What one sensor told during a flow so far. */
interface Range {
  readonly reading: StationReading;
  least: number;
  most: number;
  last: number;
  at: number;
}

/** Ranges by flow, then by sensor. */
export type Circumstances = Map<string, Map<string, Range>>;

/** A reading that flows may still open before. */
export function addRecent(recent: StationReading[], reading: StationReading): void {
  recent.push(reading);
  if (recent.length > MOST_RECENT) recent.shift();
}

const concerns = (reading: StationReading, { evse, openedAt }: OpenFlow): boolean =>
  reading.at >= openedAt && (reading.evse === null || reading.evse === 0 || reading.evse === evse);

/** Tells whether it is the first reading of its sensor. */
function widen(ranges: Map<string, Range>, reading: StationReading): boolean {
  const key = `${reading.quantity} ${reading.evse ?? 0} ${reading.phase} ${reading.location}`;
  const { value, at } = reading;
  const known = ranges.get(key);
  if (known === undefined) {
    if (ranges.size >= MOST_RANGES) return false;
    ranges.set(key, { reading, least: value, most: value, last: value, at });
    return true;
  }
  known.least = Math.min(known.least, value);
  known.most = Math.max(known.most, value);
  if (at < known.at) return false;
  known.last = value;
  known.at = at;
  return false;
}

/**
 * Readings that no flow can open before any more become part of the flows that are open. Flows that are over are forgotten.
 * Answers how many sensors are remembered that were not.
 */
export function settleRecent(state: StationState): number {
  const { recent = [], reorder, flows } = state;
  if (recent.length === 0) return 0;
  let added = 0;
  const circumstances = (state.circumstances ??= new Map<string, Map<string, Range>>());
  state.recent = recent.filter((reading) => {
    if (reading.at > reorder.doneAt) return true;
    for (const flow of flows.flows.values()) {
      if (!concerns(reading, flow)) continue;
      const ranges = circumstances.get(flow.id) ?? new Map<string, Range>();
      circumstances.set(flow.id, ranges);
      if (widen(ranges, reading)) added += 1;
    }
    return false;
  });
  for (const id of circumstances.keys())
    if (!flows.flows.has(id) && !flows.lost.has(id)) circumstances.delete(id);
  return added;
}

/** Keeps, of each flow, only the sensors that told first. */
export function keepSensors({ circumstances }: StationState, most: number): void {
  for (const ranges of circumstances?.values() ?? [])
    for (const key of [...ranges.keys()].slice(most)) ranges.delete(key);
}

/** What was measured during a flow that is over, in the order of the list of quantities. */
export function rangesOf(
  { circumstances, recent = [] }: StationState,
  flow: OpenFlow,
  end: number,
): QuantityRange[] {
  const ranges = new Map([...(circumstances?.get(flow.id) ?? [])].map(([key, range]) => [key, { ...range }]));
  for (const reading of recent) if (reading.at <= end && concerns(reading, flow)) widen(ranges, reading);
  return [...ranges.values()]
    .map(({ reading: { quantity, location, phase }, least, most, last }) => ({
      ...{ quantity, location, phase },
      ...{ least, most, last },
    }))
    .sort(
      (one, other) =>
        QUANTITIES.indexOf(one.quantity) - QUANTITIES.indexOf(other.quantity) ||
        one.location.localeCompare(other.location, 'en') ||
        one.phase.localeCompare(other.phase, 'en'),
    );
}

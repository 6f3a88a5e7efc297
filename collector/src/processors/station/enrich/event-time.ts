import type { Signal } from '../../../model/signal.ts';
import { instantOfWall } from '../../../model/zoned-time.ts';
import type { StationSettings } from '../settings.ts';
import type { StationState } from '../station-state.ts';

/** A time this near to now needs no explanation, ms. */
const LIVE_MS = 60_000;

/** The charger's own time of a signal, put right by what is known of how the station writes times; null: none. */
export function eventTimeOf(
  state: StationState,
  { inventory }: StationSettings,
  signal: Signal,
  now: number,
): number | null {
  const { eventAt } = signal;
  if (eventAt === null || Math.abs(now - eventAt) <= LIVE_MS) return eventAt;
  if (signal.kind === 'status' && state.quirks.includes('status_time_is_fault_time')) return null;
  if (!state.quirks.includes('local_time_as_utc')) return eventAt;
  const zone = inventory.sites.get(state.equipment.site)?.timeZone;
  return zone === undefined ? eventAt : instantOfWall(zone, eventAt);
}

import type { Outcome } from '../../model/outcome.ts';
import type { LinkPlace, ObservationResult } from '../../model/telemetry-outcome.ts';
import { isPlausible, type ReadingBounds } from '../reading-bounds.ts';
import { onRegister, onUp, onUptime, type Link } from './links.ts';
import type { Moment } from './moment.ts';
import { observeGauge, type Measured } from './observe-gauge.ts';

const MEASURES: ReadonlySet<string> = new Set([
  'link_up',
  'data_session',
  'latency_seconds',
  'rssi_dbm',
  'rsrp_dbm',
  'rsrq_db',
  'sinr_db',
]);
const REGISTERS = { received_bytes: 'received', sent_bytes: 'sent' } as const;

/** Takes what a router, gateway or SIM tells of a link. */
export function observeLink(
  link: Link,
  place: LinkPlace,
  observation: Measured,
  moment: Moment,
  bounds: ReadingBounds,
  outcomes: Outcome[],
): ObservationResult {
  const { at, now } = moment;
  if (observation.kind === 'reading') {
    const { quantity, value } = observation;
    if (quantity === 'received_bytes' || quantity === 'sent_bytes' || quantity === 'uptime_seconds') {
      if (!isPlausible(bounds, quantity, value)) return 'implausible';
      if (quantity === 'uptime_seconds') {
        if (at <= (link.uptime?.at ?? -Infinity)) return 'late';
        if (onUptime(link, value, at)) outcomes.push({ kind: 'link_dropped', at: now, place });
        return 'taken';
      }
      const direction = REGISTERS[quantity];
      const bytes = onRegister(link, direction, value, at, bounds);
      if (typeof bytes === 'string') return bytes;
      // Nothing yet, too: the series is to be there before its first byte.
      outcomes.push({ kind: 'link_bytes', at: now, place, direction, bytes });
      return 'taken';
    }
  }
  const measure = observation.kind === 'reading' ? observation.quantity : observation.condition;
  if (!MEASURES.has(measure)) return 'not_used';
  const result = observeGauge(link.gauges, place, observation, moment, bounds, outcomes);
  if (result === 'taken' && observation.kind === 'condition' && observation.condition === 'link_up')
    if (onUp(link, observation.holds, at)) outcomes.push({ kind: 'link_dropped', at: now, place });
  return result;
}

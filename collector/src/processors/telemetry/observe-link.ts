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

function noteUp(link: Link, place: LinkPlace, up: boolean, { at, now }: Moment, outcomes: Outcome[]): void {
  const before = link.states.at(-1);
  if (onUp(link, up, at)) outcomes.push({ kind: 'link_dropped', at: now, place });
  if (before === undefined || before.holds === up) return;
  const { site, link: subject } = place;
  const detail = up ? 'up' : 'down';
  outcomes.push({ kind: 'site_event', at: now, since: at, site, event: 'link', subject, detail });
}

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
    noteUp(link, place, observation.holds, moment, outcomes);
  return result;
}

import type { ConnectorState } from '../../../model/availability.ts';
import type { ChargingState, ConnectorStatus } from '../../../model/signal.ts';

/** What one connector is doing. */
interface ConnectorAvailability {
  readonly evse: number;
  readonly connector: number;
  /** What it said of itself, null when nothing yet. */
  own: ConnectorState | null;
  ownAt: number;
  /** What it counts as, contact and station considered. */
  state: ConnectorState;
  since: number;
}

/** State of every connector of a station, by received time. Plain data. */
export interface Availability {
  readonly connectors: Map<string, ConnectorAvailability>;
  /** Unavailable or Faulted said of the station as a whole (connector 0). */
  station: 'unavailable' | 'faulted' | null;
  stationAt: number;
}

/** A connector changed at `at`: the stretch that ended and the state that began. */
export interface AvailabilityChange {
  readonly evse: number;
  readonly connector: number;
  readonly was: ConnectorState | null;
  readonly since: number;
  readonly at: number;
  readonly state: ConnectorState;
}

const MAX_CONNECTORS = 32;

/** A station of which no connector is known. */
export const newAvailability = (): Availability => ({
  connectors: new Map(),
  station: null,
  stationAt: -Infinity,
});

const STATE_OF_STATUS: Readonly<Record<ConnectorStatus, ConnectorState>> = {
  available: 'available',
  preparing: 'occupied',
  occupied: 'occupied',
  charging: 'charging',
  suspended_ev: 'suspended_ev',
  suspended_evse: 'suspended_evse',
  finishing: 'finishing',
  reserved: 'reserved',
  unavailable: 'unavailable',
  faulted: 'faulted',
};

/** There are so many connectors already that this one is not taken in. */
export const isBeyond = (
  { connectors }: Availability,
  { evse, connector }: { readonly evse: number; readonly connector: number },
): boolean =>
  evse !== 0 && connectors.size >= MAX_CONNECTORS && !connectors.has(`${evse}:${Math.max(1, connector)}`);

/** Makes a connector known; without a word of its own it is `unknown`. */
export function addConnector(
  availability: Availability,
  evse: number,
  connector: number,
  now: number,
): AvailabilityChange[] {
  const key = `${evse}:${connector}`;
  if (availability.connectors.has(key)) return [];
  if (availability.connectors.size >= MAX_CONNECTORS) return [];
  availability.connectors.set(key, {
    evse,
    connector,
    own: null,
    ownAt: -Infinity,
    state: 'unknown',
    since: now,
  });
  return [{ evse, connector, was: null, since: now, at: now, state: 'unknown' }];
}

/** A status placed at `at` is not older than what the connector (or the station, EVSE 0) said last. */
export function isNews(
  availability: Availability,
  place: { readonly evse: number; readonly connector: number },
  at: number,
): boolean {
  if (place.evse === 0) return at >= availability.stationAt;
  const known = availability.connectors.get(`${place.evse}:${Math.max(1, place.connector)}`);
  return known === undefined || at >= known.ownAt;
}

/** A status, placed at `at`; one older than what the connector said last is history and moves nothing. */
export function onStatus(
  availability: Availability,
  place: { readonly evse: number; readonly connector: number },
  status: ConnectorStatus,
  at: number,
  now: number,
): AvailabilityChange[] {
  if (place.evse === 0) {
    if (!isNews(availability, place, at)) return [];
    availability.stationAt = at;
    availability.station = status === 'unavailable' || status === 'faulted' ? status : null;
    return settle(availability, now);
  }
  const connector = Math.max(1, place.connector);
  const added = addConnector(availability, place.evse, connector, now);
  const known = availability.connectors.get(`${place.evse}:${connector}`);
  if (!known || at < known.ownAt) return added;
  // 2.x says Occupied for the whole stay; what happens inside it comes with the transaction.
  const finer = status === 'occupied' && known.own !== null && WITHIN_OCCUPIED.has(known.own);
  known.own = finer ? known.own : STATE_OF_STATUS[status];
  known.ownAt = at;
  return [...added, ...settle(availability, now)];
}

const OUT_OF_USE: ReadonlySet<ConnectorState> = new Set(['unavailable', 'faulted']);

const WITHIN_OCCUPIED: ReadonlySet<ConnectorState> = new Set(['charging', 'suspended_ev', 'suspended_evse']);

/** The chargingState of an OCPP 2.x transaction on a connector. */
export function onChargingState(
  availability: Availability,
  place: { readonly evse: number; readonly connector: number },
  state: ChargingState,
  at: number,
  now: number,
): AvailabilityChange[] {
  const added = addConnector(availability, place.evse, place.connector, now);
  const known = availability.connectors.get(`${place.evse}:${place.connector}`);
  const inUse = state !== 'ev_connected' && state !== 'idle';
  if (!known || at < known.ownAt || (known.own !== null && OUT_OF_USE.has(known.own))) return added;
  // Some stations say `available` with the cable in: only energy proves them wrong.
  if (known.own === 'available' && !inUse) return added;
  known.own = inUse ? state : 'occupied';
  known.ownAt = at;
  return [...added, ...settle(availability, now)];
}

/** Applies contact and station-wide states to every connector. */
export function settle(availability: Availability, now: number, inContact = true): AvailabilityChange[] {
  const changes: AvailabilityChange[] = [];
  for (const known of availability.connectors.values()) {
    const state = inContact ? (availability.station ?? known.own ?? 'unknown') : 'unknown';
    if (state === known.state) continue;
    changes.push({
      evse: known.evse,
      connector: known.connector,
      was: known.state,
      since: known.since,
      at: now,
      state,
    });
    known.state = state;
    known.since = now;
  }
  return changes;
}

/** The stretch in which nobody watched: from `from` to `now` every connector was `unobserved`. */
export function unobserve(availability: Availability, from: number, now: number): AvailabilityChange[] {
  const changes: AvailabilityChange[] = [];
  for (const known of availability.connectors.values()) {
    const { evse, connector, state } = known;
    changes.push({ evse, connector, was: state, since: known.since, at: from, state: 'unobserved' });
    changes.push({ evse, connector, was: 'unobserved', since: from, at: now, state });
    known.since = now;
  }
  return changes;
}

const DAY_MS = 86_400_000;
/** A station that has been silent for longer than this is no longer written about. */
const REMEMBERED_MS = 400 * DAY_MS;

/** Stream time at which stretches that last into the next day (UTC) are written down; Infinity where there are none. */
export function cutDeadline(availability: Availability, lastSeenAt: number): number {
  let oldest = Infinity;
  for (const known of availability.connectors.values()) oldest = Math.min(oldest, known.since);
  const midnight = (Math.floor(oldest / DAY_MS) + 1) * DAY_MS;
  return midnight - lastSeenAt > REMEMBERED_MS ? Infinity : midnight;
}

/** Ends every stretch at the last midnight and goes on with it: a ledger that hears only of ends would miss the longest. */
export function cut(availability: Availability, now: number): AvailabilityChange[] {
  const at = Math.floor(now / DAY_MS) * DAY_MS;
  const changes: AvailabilityChange[] = [];
  for (const known of availability.connectors.values()) {
    if (known.since >= at) continue;
    const { evse, connector, state, since } = known;
    changes.push({ evse, connector, was: state, since, at, state });
    known.since = at;
  }
  return changes;
}

import { CONNECTOR_STATES } from '../model/availability.ts';
import { BOOT_REASONS, DISCONNECT_REASONS } from '../model/outcome.ts';
import type { MetricSpec } from './metric-spec.ts';

const PING_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const ofStation = (
  kind: MetricSpec['kind'],
  otel: string,
  prometheus: string,
  unit: string,
  help: string,
  labels: MetricSpec['labels'] = {},
): MetricSpec => ({ otel, prometheus, kind, unit, help, scope: 'station', labels });

const stateCodes = CONNECTOR_STATES.map((state, code) => `${String(code)} ${state}`).join(', ');

/** Connectors, stations and their faults. */
export const STATION_METRICS = {
  stateSeconds: {
    otel: 'ev.connector.state',
    prometheus: 'ev_connector_state_seconds_total',
    kind: 'seconds',
    unit: 's',
    help: 'Time spent in a state; only states that the connector was ever in.',
    scope: 'connector',
    labels: { state: CONNECTOR_STATES },
  },
  incapableSeconds: {
    otel: 'ev.connector.incapable',
    prometheus: 'ev_connector_incapable_seconds_total',
    kind: 'seconds',
    unit: 's',
    help: 'Time in which the connector said that it was available or in use, and charges had shown that it was not capable: low power, or no start. Counted from when that was known; the ledger has it from the first charge on.',
    scope: 'connector',
    labels: {},
  },
  stateCode: {
    otel: 'ev.connector.state.code',
    prometheus: 'ev_connector_state_code',
    kind: 'gauge',
    unit: '{code}',
    help: `State of the connector: ${stateCodes}.`,
    scope: 'connector',
    labels: {},
  },
  faultActive: {
    otel: 'ev.fault.active',
    prometheus: 'ev_fault_active',
    kind: 'gauge',
    unit: '',
    help: '1 while the fault is present, 0 once it has gone.',
    scope: 'connector',
    labels: { fault: 'bounded', source: 'bounded' },
  },
  faults: {
    otel: 'ev.faults',
    prometheus: 'ev_faults_total',
    kind: 'counter',
    unit: '{fault}',
    help: 'Faults raised.',
    scope: 'connector',
    labels: { fault: 'bounded', source: 'bounded' },
  },
  info: {
    otel: 'ev.station.info',
    prometheus: 'ev_station_info',
    kind: 'gauge',
    unit: '',
    help: 'What the station is; always 1.',
    scope: 'info',
    labels: {},
  },
  connected: ofStation(
    'gauge',
    'ev.station.connected',
    'ev_station_connected',
    '',
    '1 while the station is in contact.',
  ),
  // The gauge above owns the OTel name without the unit, so this one carries the word itself.
  connectedSeconds: ofStation(
    'seconds',
    'ev.station.connected.seconds',
    'ev_station_connected_seconds_total',
    's',
    'Time in contact within service hours: the numerator of OCPP uptime.',
  ),
  serviceSeconds: ofStation(
    'seconds',
    'ev.station.service',
    'ev_station_service_seconds_total',
    's',
    'Time within service hours: the denominator of OCPP uptime.',
  ),
  connects: ofStation(
    'counter',
    'ev.station.connects',
    'ev_station_connects_total',
    '{connection}',
    'Sockets opened.',
  ),
  disconnects: ofStation(
    'counter',
    'ev.station.disconnects',
    'ev_station_disconnects_total',
    '{connection}',
    'Sockets closed.',
    { reason: DISCONNECT_REASONS },
  ),
  boots: ofStation('counter', 'ev.station.boots', 'ev_station_boots_total', '{boot}', 'Boots reported.', {
    reason: BOOT_REASONS,
  }),
  lastSeen: ofStation(
    'gauge',
    'ev.station.last_seen.timestamp',
    'ev_station_last_seen_timestamp_seconds',
    's',
    'When the station was last heard of, seconds since the epoch.',
  ),
  clockOffset: ofStation(
    'gauge',
    'ev.station.clock.offset',
    'ev_station_clock_offset_seconds',
    's',
    'Clock of the station minus ours.',
  ),
  ping: {
    otel: 'ev.station.ping',
    prometheus: 'ev_station_ping_seconds',
    kind: 'histogram',
    unit: 's',
    help: 'Round trips of WebSocket pings.',
    scope: 'site',
    labels: {},
    buckets: PING_SECONDS,
  },
  pingLast: ofStation(
    'gauge',
    'ev.station.ping.last',
    'ev_station_ping_last_seconds',
    's',
    'Last round trip of a WebSocket ping.',
  ),
  messages: ofStation(
    'counter',
    'ev.station.messages',
    'ev_station_messages_total',
    '{message}',
    'OCPP messages, both ways.',
  ),
  invalidMessages: ofStation(
    'counter',
    'ev.station.invalid_messages',
    'ev_station_invalid_messages_total',
    '{message}',
    'OCPP messages that were unreadable or broke their schema.',
  ),
} as const satisfies Record<string, MetricSpec>;

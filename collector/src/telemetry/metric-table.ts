import { MESSAGE_RESULTS } from '../model/outcome.ts';
import { CHARGE_METRICS } from './charge-metrics.ts';
import { EQUIPMENT_METRICS } from './equipment-metrics.ts';
import type { MetricSpec } from './metric-spec.ts';
import { STATION_METRICS } from './station-metrics.ts';
import { SURROUNDINGS_METRICS } from './surroundings-metrics.ts';

const CALL_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Who sent the call. */
export const MESSAGE_DIRECTIONS = ['from_station', 'to_station'] as const;

/** What is wrong with the order of a transaction's events. */
const SEQUENCE_FAULTS = ['skipped', 'late'] as const;
const OVERFLOWS = ['connector', 'memory'] as const;

const OCPP_METRICS = {
  ocppMessages: {
    otel: 'ev.ocpp.messages',
    prometheus: 'ev_ocpp_messages_total',
    kind: 'counter',
    unit: '{message}',
    help: 'OCPP messages of the fleet.',
    scope: 'fleet',
    labels: { action: 'bounded', direction: MESSAGE_DIRECTIONS, result: MESSAGE_RESULTS },
  },
  stationOverflow: {
    otel: 'ev.station.overflow',
    prometheus: 'ev_station_overflow_total',
    kind: 'counter',
    unit: '{event}',
    help: 'Times that a station named more connectors, or caused more to remember, than it is allowed.',
    scope: 'site',
    labels: { what: OVERFLOWS },
  },
  transactionEvents: {
    otel: 'ev.ocpp.transaction.events',
    prometheus: 'ev_ocpp_transaction_events_total',
    kind: 'counter',
    unit: '{event}',
    help: 'Numbered events of OCPP 2.x transactions that were left out, and those of them that came after all.',
    scope: 'site',
    labels: { sequence: SEQUENCE_FAULTS },
  },
  callDuration: {
    otel: 'ev.ocpp.call.duration',
    prometheus: 'ev_ocpp_call_duration_seconds',
    kind: 'histogram',
    unit: 's',
    help: 'From an OCPP call to its answer, over the fleet.',
    scope: 'fleet',
    labels: { action: 'bounded', direction: MESSAGE_DIRECTIONS },
    buckets: CALL_SECONDS,
  },
} as const satisfies Record<string, MetricSpec>;

/**
 * Every metric about chargers: one more row here, and a line in a fold that moves it, is all that a new metric needs.
 * The order is the order of the scrape.
 */
export const METRICS = {
  ...CHARGE_METRICS,
  ...STATION_METRICS,
  ...EQUIPMENT_METRICS,
  ...SURROUNDINGS_METRICS,
  ...OCPP_METRICS,
} as const satisfies Record<string, MetricSpec>;
export type MetricName = keyof typeof METRICS;

/** The rows in order. */
export const METRIC_ROWS: readonly (readonly [MetricName, MetricSpec])[] = Object.entries(METRICS).filter(
  (row): row is [MetricName, (typeof METRICS)[MetricName]] => row[0] in METRICS,
);

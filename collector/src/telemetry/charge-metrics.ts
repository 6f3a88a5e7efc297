import { FLOW_OUTCOMES } from '../model/flow.ts';
import { ATTRIBUTIONS, REASON_NAMES } from '../model/reason.ts';
import { STAGES } from '../model/stage.ts';
import { VISIT_RESULTS } from '../model/visit.ts';
import type { MetricSpec } from './metric-spec.ts';

/** What a start time measures: the machine's part, or all that the driver lived through. */
export const START_KINDS = ['machine', 'driver'] as const;

/** OCPP's words for the measurand: `import` flows into the vehicle. */
export const ENERGY_DIRECTIONS = ['import', 'export'] as const;

const STAGE_SECONDS = [1, 2, 5, 10, 20, 30, 45, 60, 120, 300, 900, 1800, 3600, 7200, 14400];
const START_SECONDS = [2, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300];
const RATIOS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

const perConnector = (
  otel: string,
  prometheus: string,
  help: string,
  labels: MetricSpec['labels'] = {},
): MetricSpec => ({
  otel,
  prometheus,
  kind: 'counter',
  unit: '{flow}',
  help,
  scope: 'charge',
  labels,
});

/** Charge flows and visits; definitions in the documentation of charge flows. */
export const CHARGE_METRICS = {
  flows: {
    ...perConnector('ev.charge.flows', 'ev_charge_flows_total', 'Charge flows settled, by how they ended.', {
      outcome: FLOW_OUTCOMES,
    }),
    exemplars: true,
  },
  startAttempts: {
    ...perConnector(
      'ev.charge.start.attempts',
      'ev_charge_start_attempts_total',
      'Charge starts judged: the denominator of Charge Start Success and of Session Success.',
    ),
    exemplars: true,
  },
  startSuccesses: {
    ...perConnector(
      'ev.charge.start.successes',
      'ev_charge_start_successes_total',
      'Charge starts that reached energy.',
    ),
    exemplars: true,
  },
  endAttempts: perConnector(
    'ev.charge.end.attempts',
    'ev_charge_end_attempts_total',
    'Flows that reached energy and whose end is known: the denominator of Charge End Success.',
  ),
  endSuccesses: perConnector(
    'ev.charge.end.successes',
    'ev_charge_end_successes_total',
    'Of these, the ones that ended by a valid stop.',
  ),
  sessionSuccesses: perConnector(
    'ev.charge.session.successes',
    'ev_charge_session_successes_total',
    'Of the charge starts judged, the ones whose flow was a success.',
  ),
  visits: {
    ...perConnector(
      'ev.charge.visits',
      'ev_charge_visits_total',
      'Visits ended, at the connector of their first flow.',
      { result: VISIT_RESULTS },
    ),
    unit: '{visit}',
  },
  hops: {
    ...perConnector(
      'ev.charge.hops',
      'ev_charge_hops_total',
      'Visits that succeeded at another EVSE than the first tried one, at the connector that was left behind.',
    ),
    unit: '{visit}',
  },
  energy: {
    ...perConnector('ev.charge.energy', 'ev_charge_energy_joules_total', 'Energy of settled flows.', {
      direction: ENERGY_DIRECTIONS,
    }),
    unit: 'J',
  },
  startSum: {
    ...perConnector(
      'ev.charge.start.sum',
      'ev_charge_start_sum_seconds_total',
      'Sum of machine start times.',
    ),
    unit: 's',
  },
  startMeasured: perConnector(
    'ev.charge.start.measured',
    'ev_charge_start_measured_total',
    'Flows in that sum.',
  ),
  powerRatioSum: {
    ...perConnector(
      'ev.charge.power.ratio.sum',
      'ev_charge_power_ratio_sum_total',
      'Sum of delivered / possible power.',
    ),
    unit: '1',
  },
  powerRatioMeasured: perConnector(
    'ev.charge.power.ratio.measured',
    'ev_charge_power_ratio_measured_total',
    'Flows in that sum.',
  ),
  failures: {
    otel: 'ev.charge.flow.failures',
    prometheus: 'ev_charge_flow_failures_total',
    kind: 'counter',
    unit: '{flow}',
    help: 'Flows that failed or were interrupted, by where, why and through whom.',
    scope: 'cohort',
    labels: { failed_stage: STAGES, reason: REASON_NAMES, attribution: ATTRIBUTIONS },
    exemplars: true,
  },
  stageEntered: {
    otel: 'ev.charge.stage.entered',
    prometheus: 'ev_charge_stage_entered_total',
    kind: 'counter',
    unit: '{flow}',
    help: 'Flows that came to a stage.',
    scope: 'cohort',
    labels: { stage: STAGES },
  },
  stageFailed: {
    otel: 'ev.charge.stage.failed',
    prometheus: 'ev_charge_stage_failed_total',
    kind: 'counter',
    unit: '{flow}',
    help: 'Flows of which a stage failed.',
    scope: 'cohort',
    labels: { stage: STAGES },
    exemplars: true,
  },
  stageDuration: {
    otel: 'ev.charge.stage.duration',
    prometheus: 'ev_charge_stage_duration_seconds',
    kind: 'histogram',
    unit: 's',
    help: 'How long a stage took.',
    scope: 'cohort',
    labels: { stage: STAGES },
    buckets: STAGE_SECONDS,
    exemplars: true,
  },
  start: {
    otel: 'ev.charge.start',
    prometheus: 'ev_charge_start_seconds',
    kind: 'histogram',
    unit: 's',
    help: 'Until power flowed: since plug and authorisation (machine), or since the first touch (driver).',
    scope: 'cohort',
    labels: { kind: START_KINDS },
    buckets: START_SECONDS,
    exemplars: true,
  },
  powerRatio: {
    otel: 'ev.charge.power.ratio',
    prometheus: 'ev_charge_power_ratio',
    kind: 'histogram',
    unit: '1',
    help: 'Delivered / possible power while charging.',
    scope: 'cohort',
    labels: {},
    buckets: RATIOS,
    exemplars: true,
  },
  corrections: {
    otel: 'ev.charge.corrections',
    prometheus: 'ev_charge_corrections_total',
    kind: 'counter',
    unit: '{correction}',
    help: 'Verdicts changed after they had been counted; from `started`: a start that was counted when energy flowed, of a flow that turned out to be no attempt.',
    scope: 'fleet',
    labels: { from: 'bounded', to: 'bounded' },
  },
  visitCorrections: {
    otel: 'ev.charge.visit_corrections',
    prometheus: 'ev_charge_visit_corrections_total',
    kind: 'counter',
    unit: '{correction}',
    help: 'Visits of which something was told after they had been counted, and which turned out to be something else.',
    scope: 'fleet',
    labels: { from: VISIT_RESULTS, to: VISIT_RESULTS },
  },
  lateFlows: {
    otel: 'ev.charge.late_flows',
    prometheus: 'ev_charge_late_flows_total',
    kind: 'counter',
    unit: '{flow}',
    help: 'Flows heard of more than an hour after their end: in the ledger, in no other metric.',
    scope: 'fleet',
    labels: { outcome: FLOW_OUTCOMES },
  },
} as const satisfies Record<string, MetricSpec>;

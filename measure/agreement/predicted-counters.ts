import type { StateInterval } from '@firstcharge/collector/model/availability.ts';
import {
  countsInEnd,
  countsInStart,
  endSucceeded,
  sessionSucceeded,
  startSucceeded,
} from '@firstcharge/collector/model/kpi.ts';
import type { Visit } from '@firstcharge/collector/model/visit.ts';
import { SampleBook, type Samples } from './sample-book.ts';
import type { ToldFlow } from './told-flow.ts';

const JOULES_PER_WH = 3_600;

/** What the counters must have counted if these flows, and no others, were settled. */
export function countersOfFlows(flows: Iterable<ToldFlow>): Samples {
  const book = new SampleBook();
  for (const flow of flows) {
    const { site, station, evse, connector, vendor, model, firmware } = flow;
    const place = { site, station, evse, connector, vendor, model, firmware };
    book.add('ev_charge_flows_total', { ...place, outcome: flow.outcome });
    const start = Number(countsInStart(flow));
    book.add('ev_charge_start_attempts_total', place, start);
    book.add('ev_charge_start_successes_total', place, Number(startSucceeded(flow)));
    book.add('ev_charge_session_successes_total', place, Number(sessionSucceeded(flow)));
    book.add('ev_charge_end_attempts_total', place, Number(countsInEnd(flow)));
    book.add('ev_charge_end_successes_total', place, Number(endSucceeded(flow)));
    book.add(
      'ev_charge_energy_joules_total',
      { ...place, direction: 'import' },
      flow.energyWh * JOULES_PER_WH,
    );
    if (flow.machineStartSeconds !== null) {
      book.add('ev_charge_start_sum_seconds_total', place, flow.machineStartSeconds);
      book.add('ev_charge_start_measured_total', place);
    }
    if (flow.powerRatio !== null) {
      book.add('ev_charge_power_ratio_sum_total', place, flow.powerRatio);
      book.add('ev_charge_power_ratio_measured_total', place);
    }
    addCohort(book, flow);
  }
  return book.samples;
}

function addCohort(book: SampleBook, flow: ToldFlow): void {
  const { site, model, firmware } = flow;
  const cohort = { site, model, firmware };
  for (const { stage, result } of flow.stages) {
    if (result === 'skipped') continue;
    book.add('ev_charge_stage_entered_total', { ...cohort, stage });
    book.add('ev_charge_stage_failed_total', { ...cohort, stage }, Number(result === 'failed'));
  }
  if (flow.outcome === 'failed' || flow.outcome === 'interrupted') {
    const { failedStage, reason, attribution } = flow;
    const labels = { failed_stage: failedStage, reason, attribution: attribution ?? 'unknown' };
    book.add('ev_charge_flow_failures_total', { ...cohort, ...labels });
  }
  const observe = (metric: string, labels: Readonly<Record<string, string>>, value: number | null): void => {
    if (value === null) return;
    book.add(`${metric}_sum`, { ...cohort, ...labels }, value);
    book.add(`${metric}_count`, { ...cohort, ...labels });
  };
  observe('ev_charge_start_seconds', { kind: 'machine' }, flow.machineStartSeconds);
  observe('ev_charge_start_seconds', { kind: 'driver' }, flow.driverStartSeconds);
  observe('ev_charge_power_ratio', {}, flow.powerRatio);
}

/** What the counters must have counted of these visits. */
export function countersOfVisits(visits: Iterable<Visit>): Samples {
  const book = new SampleBook();
  for (const { site, station, evse, connector, vendor, model, firmware, result, hop } of visits) {
    book.add('ev_charge_visits_total', { site, station, evse, connector, vendor, model, firmware, result });
    if (hop) book.add('ev_charge_hops_total', { site, station, evse, connector, vendor, model, firmware });
  }
  return book.samples;
}

/** Seconds in each state. */
export function countersOfIntervals(intervals: Iterable<StateInterval>): Samples {
  const book = new SampleBook();
  for (const { site, station, evse, connector, state, start, end } of intervals) {
    book.add(
      'ev_connector_state_seconds_total',
      { site, station, evse, connector, state },
      (end - start) / 1_000,
    );
  }
  return book.samples;
}

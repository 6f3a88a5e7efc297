import type { Outcome } from '../model/outcome.ts';
import { countsInEnd, countsInStart, endSucceeded, sessionSucceeded } from '../model/kpi.ts';
import type { Exemplar } from './collection.ts';
import type { SettledFlow } from '../model/flow.ts';
import type { KnownStations } from './known-stations.ts';
import type { LabelBounds } from './label-bounds.ts';
import { tidyLabel } from './label-bounds.ts';
import type { LabelSet } from './label-set.ts';
import type { Series } from './series.ts';

/** What the folds write to. */
export interface Books {
  readonly series: Series;
  readonly stations: KnownStations;
  readonly bounds: LabelBounds;
}

type Of<K extends Outcome['kind']> = Extract<Outcome, { kind: K }>;

const JOULES_PER_WH = 3600;
const NONE: readonly string[] = [];
/** `from` of a correction that takes a start back. */
const STARTED = 'started';

/** The start verdict: attempt and success move together. */
export const foldStart = ({ series, stations }: Books, settled: Of<'start_settled'>): void => {
  const place = stations.chargePlace(settled);
  if (place === null) return;
  const exemplar = { traceId: settled.traceId, value: 1, time: settled.at };
  series.add('startAttempts', place, NONE, 1, exemplar);
  if (settled.success) series.add('startSuccesses', place, NONE, 1, exemplar);
};

/** A settled flow; a late one is counted as late and nowhere else. */
export const foldFlow = (books: Books, { flow, at, startCounted }: Of<'flow_settled'>): void => {
  const { series, stations } = books;
  // A start that was counted when energy flowed stays counted, though the flow turned out to be no attempt.
  if (startCounted && (flow.late || !countsInStart(flow)))
    correct(books, STARTED, flow.late ? 'late' : flow.outcome);
  if (flow.late) {
    series.add('lateFlows', series.place('fleet', NONE), [flow.outcome], 1);
    return;
  }
  const place = stations.chargePlace(flow);
  if (place === null) return;
  series.add('flows', place, [flow.outcome], 1, exemplarOf(flow, 1, at));
  if (countsInEnd(flow)) {
    series.add('endAttempts', place, NONE, 1);
    if (endSucceeded(flow)) series.add('endSuccesses', place, NONE, 1);
  }
  // The denominator is the starts that were counted, so a flow whose start was not counted cannot be in the numerator.
  if (startCounted && sessionSucceeded(flow)) series.add('sessionSuccesses', place, NONE, 1);
  if (flow.energyWh > 0) series.add('energy', place, ['import'], flow.energyWh * JOULES_PER_WH);
  measure(series, place, 'start', flow.machineStartSeconds);
  measure(series, place, 'powerRatio', flow.powerRatio);
  foldCohort(books, flow, at);
};

/** A visit, on the connector of its first flow. */
export const foldVisit = ({ series, stations }: Books, { visit }: Of<'visit_ended'>): void => {
  const place = stations.chargePlace(visit);
  if (place === null) return;
  series.add('visits', place, [visit.result], 1);
  if (visit.hop) series.add('hops', place, NONE, 1);
};

/** A visit that turned out to be something else after it had been counted. */
export const foldVisitAmendment = ({ series }: Books, { from, visit }: Of<'visit_amended'>): void => {
  if (from !== visit.result)
    series.add('visitCorrections', series.place('fleet', NONE), [from, visit.result], 1);
};

/** A verdict that was changed after it had been counted. */
export const foldAmendment = (books: Books, { from, to }: Of<'flow_amended'>): void => {
  correct(books, from, to);
};

const correct = ({ series, bounds }: Books, from: string, to: string): void => {
  const labels = [bounds.bound('from', from), bounds.bound('to', to)];
  series.add('corrections', series.place('fleet', NONE), labels, 1);
};

const exemplarOf = (flow: SettledFlow, value: number, time: number): Exemplar => ({
  traceId: flow.traceId,
  value,
  time,
});

const measure = (
  series: Series,
  place: LabelSet,
  what: 'start' | 'powerRatio',
  value: number | null,
): void => {
  if (value === null || !(value >= 0)) return;
  const [sum, measured] =
    what === 'start'
      ? (['startSum', 'startMeasured'] as const)
      : (['powerRatioSum', 'powerRatioMeasured'] as const);
  series.add(sum, place, NONE, value);
  series.add(measured, place, NONE, 1);
};

const foldCohort = ({ series, stations }: Books, flow: SettledFlow, at: number): void => {
  const [, model, firmware] = stations.equipmentLabels(flow);
  const cohort = series.place('cohort', [tidyLabel(flow.site), model, firmware]);
  const observe = (
    metric: 'stageDuration' | 'start' | 'powerRatio',
    labels: readonly string[],
    value: number,
  ): void => {
    series.observe(metric, cohort, labels, value, exemplarOf(flow, value, at));
  };
  for (const { stage, start, end, result } of flow.stages) {
    if (result === 'skipped') continue;
    series.add('stageEntered', cohort, [stage], 1);
    if (result === 'failed') series.add('stageFailed', cohort, [stage], 1, exemplarOf(flow, 1, at));
    if (start !== null && end !== null) observe('stageDuration', [stage], (end - start) / 1000);
  }
  if (flow.outcome === 'failed' || flow.outcome === 'interrupted') {
    const labels = [flow.failedStage ?? '', flow.reason ?? '', flow.attribution ?? 'unknown'];
    series.add('failures', cohort, labels, 1, exemplarOf(flow, 1, at));
  }
  if (flow.machineStartSeconds !== null) observe('start', ['machine'], flow.machineStartSeconds);
  if (flow.driverStartSeconds !== null) observe('start', ['driver'], flow.driverStartSeconds);
  if (flow.powerRatio !== null) observe('powerRatio', NONE, flow.powerRatio);
};

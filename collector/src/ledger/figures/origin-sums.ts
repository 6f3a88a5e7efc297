import {
  countsInEnd,
  countsInStart,
  countsInVisits,
  endSucceeded,
  firstChargeSucceeded,
} from '../../model/kpi.ts';
import { VISIT_RESULTS } from '../../model/visit.ts';
import type { IndexSums } from '../report/reliability-book.ts';
import type { FigureColumns } from './figure-columns.ts';
import { VERDICTS } from './flow-columns.ts';
import type { Selection } from './selection.ts';

/** 0 or 1 at the number of each verdict. */
const COUNTS_IN_START = Uint8Array.from(VERDICTS, (flow) => Number(countsInStart(flow)));
const COUNTS_IN_END = Uint8Array.from(VERDICTS, (flow) => Number(countsInEnd(flow)));
const END_SUCCEEDED = Uint8Array.from(VERDICTS, (flow) => Number(endSucceeded(flow)));
const COUNTS_IN_VISITS = Uint8Array.from(VISIT_RESULTS, (result) => Number(countsInVisits({ result })));
const FIRST_CHARGES = Uint8Array.from(VISIT_RESULTS, (result) => Number(firstChargeSucceeded({ result })));

/** What Reliability Indexes are made of, by the number of each origin. */
export interface OriginSums {
  /** When it last had a flow or a visit, ms; -Infinity where it had none. */
  readonly latest: Float64Array;
  readonly of: (origin: number) => IndexSums;
}

const known = new WeakMap<Selection, OriginSums>();

/** The sums of a selection, made once for it: most of what a page shows asks for them. */
export const originSums = (columns: FigureColumns, selection: Selection): OriginSums => {
  const found = known.get(selection) ?? sumsOf(columns, selection);
  known.set(selection, found);
  return found;
};

// Walking typed arrays by index: their iterators take twice as long. Numbers in columns: an object for each origin would be looked up somewhere else in memory for every flow.
const sumsOf = ({ flows, visits }: FigureColumns, selection: Selection): OriginSums => {
  const origins = flows.origins.values.length;
  const counts = () => new Uint32Array(origins);
  const [attempts, ends, goodEnds, counted, first] = [counts(), counts(), counts(), counts(), counts()];
  const [powers, starts] = [counts(), counts()];
  const [power, start] = [new Float64Array(origins), new Float64Array(origins)];
  const latest = new Float64Array(origins).fill(-Infinity);
  const flow = flows.table.columns;
  for (let at = 0; at < selection.flows.length; at += 1) {
    const index = selection.flows[at] ?? 0;
    const origin = flow.origin[index] ?? 0;
    const verdict = flow.verdict[index] ?? 0;
    latest[origin] = Math.max(latest[origin] ?? -Infinity, flow.start[index] ?? 0);
    attempts[origin] = (attempts[origin] ?? 0) + (COUNTS_IN_START[verdict] ?? 0);
    ends[origin] = (ends[origin] ?? 0) + (COUNTS_IN_END[verdict] ?? 0);
    goodEnds[origin] = (goodEnds[origin] ?? 0) + (END_SUCCEEDED[verdict] ?? 0);
    const ownPower = flow.power[index] ?? NaN;
    if (!Number.isNaN(ownPower)) {
      power[origin] = (power[origin] ?? 0) + ownPower;
      powers[origin] = (powers[origin] ?? 0) + 1;
    }
    const ownStart = flow.startQuality[index] ?? NaN;
    if (!Number.isNaN(ownStart)) {
      start[origin] = (start[origin] ?? 0) + ownStart;
      starts[origin] = (starts[origin] ?? 0) + 1;
    }
  }
  const visit = visits.table.columns;
  for (let at = 0; at < selection.visits.length; at += 1) {
    const index = selection.visits[at] ?? 0;
    const origin = visit.origin[index] ?? 0;
    const result = (visit.result[index] ?? 1) - 1;
    latest[origin] = Math.max(latest[origin] ?? -Infinity, visit.start[index] ?? 0);
    counted[origin] = (counted[origin] ?? 0) + (COUNTS_IN_VISITS[result] ?? 0);
    first[origin] = (first[origin] ?? 0) + (FIRST_CHARGES[result] ?? 0);
  }
  return {
    latest,
    of: (origin) => ({
      attempts: attempts[origin] ?? 0,
      F: [first[origin] ?? 0, counted[origin] ?? 0],
      E: [goodEnds[origin] ?? 0, ends[origin] ?? 0],
      power: [power[origin] ?? 0, powers[origin] ?? 0],
      start: [start[origin] ?? 0, starts[origin] ?? 0],
    }),
  };
};

import {
  countsInEnd,
  countsInStart,
  countsInVisits,
  endSucceeded,
  firstChargeSucceeded,
} from '../../model/kpi.ts';
import type { IndexWeights } from '../../model/reliability-index.ts';
import { VISIT_RESULTS } from '../../model/visit.ts';
import type { Origin } from '../report/origin.ts';
import {
  noSums,
  ReliabilityBook,
  type IndexSums,
  type ReliabilityFigures,
} from '../report/reliability-book.ts';
import type { Report } from '../report/report.ts';
import type { FigureColumns } from './figure-columns.ts';
import { VERDICTS } from './flow-columns.ts';
import type { Selection } from './selection.ts';

/** 0 or 1 at the number of each verdict. */
const COUNTS_IN_START = VERDICTS.map((flow) => Number(countsInStart(flow)));
const COUNTS_IN_END = VERDICTS.map((flow) => Number(countsInEnd(flow)));
const END_SUCCEEDED = VERDICTS.map((flow) => Number(endSucceeded(flow)));
const COUNTS_IN_VISITS = VISIT_RESULTS.map((result) => Number(countsInVisits({ result })));
const FIRST_CHARGES = VISIT_RESULTS.map((result) => Number(firstChargeSucceeded({ result })));

interface OriginSums {
  readonly sums: IndexSums;
  latest: number;
}

const measured = (pair: [number, number], value: number): void => {
  if (Number.isNaN(value)) return;
  pair[0] += value;
  pair[1] += 1;
};

/** What indexes are made of, by the number of each origin with a flow or a visit in the selection. */
const sumsByOrigin = (columns: FigureColumns, selection: Selection): readonly (OriginSums | undefined)[] => {
  const known: (OriginSums | undefined)[] = columns.flows.origins.values.map(() => undefined);
  const at = (number: number, start: number): IndexSums => {
    const entry = (known[number] ??= { sums: noSums(), latest: -Infinity });
    entry.latest = Math.max(entry.latest, start);
    return entry.sums;
  };
  const { start, origin, verdict, power, startQuality } = columns.flows.table.columns;
  for (const index of selection.flows) {
    const sums = at(origin[index] ?? 0, start[index] ?? 0);
    const number = verdict[index] ?? 0;
    sums.attempts += COUNTS_IN_START[number] ?? 0;
    sums.E[0] += END_SUCCEEDED[number] ?? 0;
    sums.E[1] += COUNTS_IN_END[number] ?? 0;
    measured(sums.power, power[index] ?? NaN);
    measured(sums.start, startQuality[index] ?? NaN);
  }
  const visits = columns.visits.table.columns;
  for (const index of selection.visits) {
    const sums = at(visits.origin[index] ?? 0, visits.start[index] ?? 0);
    const result = (visits.result[index] ?? 1) - 1;
    sums.F[0] += FIRST_CHARGES[result] ?? 0;
    sums.F[1] += COUNTS_IN_VISITS[result] ?? 0;
  }
  return known;
};

/** The indexes of a selection with `availability` as A; and what each station was last. */
export const indexFigures = (
  columns: FigureColumns,
  selection: Selection,
  availability: Report['availability'],
  weights?: IndexWeights,
): ReliabilityFigures => {
  const book = new ReliabilityBook(weights);
  const ordered = sumsByOrigin(columns, selection)
    .flatMap((entry, number) => (entry ? [{ ...entry, number }] : []))
    .sort((one, other) => one.latest - other.latest || one.number - other.number);
  for (const { number, sums } of ordered) {
    const origin: Origin | undefined = columns.flows.origins.values[number];
    if (origin) book.addSums(origin, sums);
  }
  return book.figures(availability);
};

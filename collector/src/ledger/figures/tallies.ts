import { countsInVisits, visitSucceeded } from '../../model/kpi.ts';
import { VISIT_RESULTS } from '../../model/visit.ts';
import { Tally } from '../report/tally.ts';
import type { FigureColumns } from './figure-columns.ts';
import { VERDICTS } from './flow-columns.ts';
import type { Selection } from './selection.ts';
import { FLOW_OUTCOMES } from '../../model/flow.ts';

/** Which group flows and visits belong to, by their numbers in the columns. */
export interface Grouping {
  readonly size: number;
  flow(index: number): number;
  visit(index: number): number;
}

/** The whole as one group. */
export const WHOLE: Grouping = { size: 1, flow: () => 0, visit: () => 0 };

const SUCCESS = 1 << FLOW_OUTCOMES.indexOf('success');
const REFUSED = 1 << FLOW_OUTCOMES.indexOf('refused');

/** Kinds of visit: 4 results × charged × counts at worst × succeeded at worst. */
const KINDS = VISIT_RESULTS.flatMap((result) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
    result,
    charged: (bits & 4) !== 0,
    countsAtWorst: (bits & 2) !== 0,
    succeededAtWorst: (bits & 1) !== 0,
  })),
);

/** The kind of a visit, as `visitFigures` judges it: by its result, and by the outcomes of its flows, a bit each. */
const kindOf = (result: number, charged: number, outcomes: number): number => {
  const visit = KINDS[(result - 1) * 8];
  const counts = visit !== undefined && countsInVisits(visit);
  const succeeded = visit !== undefined && visitSucceeded(visit);
  const atWorst = counts || (outcomes & ~REFUSED) !== 0;
  const anyAtWorst = succeeded || (outcomes & SUCCESS) !== 0;
  return (result - 1) * 8 + charged * 4 + Number(atWorst) * 2 + Number(anyAtWorst);
};

/** Counts flows and visits by group and by what the KPIs see of them, then judges each kind once. */
export const talliesOf = (
  columns: FigureColumns,
  selection: Selection,
  groups: Grouping,
): readonly Tally[] => {
  const flows = new Uint32Array(groups.size * VERDICTS.length);
  const { verdict } = columns.flows.table.columns;
  for (const index of selection.flows) {
    const cell = groups.flow(index) * VERDICTS.length + (verdict[index] ?? 0);
    flows[cell] = (flows[cell] ?? 0) + 1;
  }
  const visits = new Uint32Array(groups.size * KINDS.length);
  const attempts = new Uint32Array(groups.size * KINDS.length);
  const visit = columns.visits.table.columns;
  for (const index of selection.visits) {
    const kind = kindOf(visit.result[index] ?? 1, visit.charged[index] ?? 0, selection.outcomes[index] ?? 0);
    const cell = groups.visit(index) * KINDS.length + kind;
    visits[cell] = (visits[cell] ?? 0) + 1;
    attempts[cell] = (attempts[cell] ?? 0) + (visit.attempts[index] ?? 0);
  }
  return Array.from({ length: groups.size }, (_, group) => {
    const tally = new Tally();
    VERDICTS.forEach((flow, number) => {
      const times = flows[group * VERDICTS.length + number] ?? 0;
      if (times > 0) tally.addFlow(flow, times);
    });
    KINDS.forEach((kind, number) => {
      const cell = group * KINDS.length + number;
      const times = visits[cell] ?? 0;
      if (times > 0) tally.addVisit({ ...kind, attempts: attempts[cell] ?? 0 }, times);
    });
    return tally;
  });
};

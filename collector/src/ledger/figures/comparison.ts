import { differenceOfProportions } from '../../model/difference.ts';
import type { Reason } from '../../model/reason.ts';
import type { ShareKpi } from '../report/report.ts';
import type { FigureColumns } from './figure-columns.ts';
import type { FlowFilter } from './figure-filter.ts';
import { reasonsOf } from './reasons.ts';
import { select } from './selection.ts';
import { talliesOf } from './tallies.ts';
import { WHOLE } from './verdict-counts.ts';

/** The KPIs that cohorts are compared by. */
export const COMPARED = [
  'charge_start_success',
  'charge_end_success',
  'session_success',
  'first_charge_success',
] as const;
type Compared = (typeof COMPARED)[number];

export interface CohortFigures extends Readonly<Record<Compared, ShareKpi>> {
  readonly flows: number;
  readonly stations: number;
  readonly charges_lost: number;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
}

/** b − a; all null where one of the two counted nothing. */
export interface DifferenceFigures {
  readonly difference: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly probability_b_better: number | null;
}

export interface Comparison extends Readonly<Record<Compared, DifferenceFigures>> {
  readonly a: CohortFigures;
  readonly b: CohortFigures;
}

const cohortFigures = (columns: FigureColumns, filter: FlowFilter): CohortFigures => {
  const selection = select(columns, filter);
  const [tally] = talliesOf(columns, selection, WHOLE);
  if (!tally) throw new Error('a whole without figures');
  const { flows, charges_lost, kpis } = tally.figures();
  const { origin } = columns.flows.table.columns;
  const stations = new Set<string>();
  for (const index of selection.flows)
    stations.add(columns.flows.origins.values[origin[index] ?? 0]?.station ?? '');
  const { charge_start_success, charge_end_success, session_success, first_charge_success } = kpis;
  return {
    ...{ flows, charges_lost, stations: stations.size },
    ...{ charge_start_success, charge_end_success, session_success, first_charge_success },
    reasons: Object.fromEntries(reasonsOf(columns, selection, WHOLE)(0)),
  };
};

const NONE: DifferenceFigures = { difference: null, low: null, high: null, probability_b_better: null };

/** Two cohorts, and how b differs from a. */
export const compareCohorts = (columns: FigureColumns, one: FlowFilter, other: FlowFilter): Comparison => {
  const a = cohortFigures(columns, one);
  const b = cohortFigures(columns, other);
  const difference = (kpi: Compared): DifferenceFigures => {
    const found = differenceOfProportions(a[kpi], b[kpi]);
    if (found === null) return NONE;
    const { difference: by, low, high, probabilityBetter } = found;
    return { difference: by, low, high, probability_b_better: probabilityBetter };
  };
  return {
    ...{ a, b },
    charge_start_success: difference('charge_start_success'),
    charge_end_success: difference('charge_end_success'),
    session_success: difference('session_success'),
    first_charge_success: difference('first_charge_success'),
  };
};

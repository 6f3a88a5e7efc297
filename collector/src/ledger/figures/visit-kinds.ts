import { FLOW_OUTCOMES } from '../../model/flow.ts';
import { countsInVisits, visitSucceeded } from '../../model/kpi.ts';
import { VISIT_RESULTS } from '../../model/visit.ts';

const SUCCESS = 1 << FLOW_OUTCOMES.indexOf('success');
const REFUSED = 1 << FLOW_OUTCOMES.indexOf('refused');

/** Kinds of visit, as the KPIs see them: 4 results × charged × counts at worst × succeeded at worst. */
export const VISIT_KINDS = VISIT_RESULTS.flatMap((result) =>
  [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
    result,
    charged: (bits & 4) !== 0,
    countsAtWorst: (bits & 2) !== 0,
    succeededAtWorst: (bits & 1) !== 0,
  })),
);

/** The kind of a visit, as `visitFigures` judges it: by its result, and by the outcomes of its flows, a bit each. */
const kindOf = (result: number, charged: number, outcomes: number): number => {
  const visit = VISIT_KINDS[(result - 1) * 8];
  const counts = visit !== undefined && countsInVisits(visit);
  const succeeded = visit !== undefined && visitSucceeded(visit);
  const atWorst = counts || (outcomes & ~REFUSED) !== 0;
  const anyAtWorst = succeeded || (outcomes & SUCCESS) !== 0;
  return (result - 1) * 8 + charged * 4 + Number(atWorst) * 2 + Number(anyAtWorst);
};

const OUTCOME_SETS = 1 << FLOW_OUTCOMES.length;
/** By result, charged and outcomes: looked up, since visits come in millions. */
const KINDS = Uint8Array.from({ length: VISIT_RESULTS.length * 2 * OUTCOME_SETS }, (_, number) => {
  const outcomes = number % OUTCOME_SETS;
  const bits = (number - outcomes) / OUTCOME_SETS;
  return kindOf(Math.floor(bits / 2) + 1, bits % 2, outcomes);
});

/** The number of the kind of an ended visit; `result` counts from 1. */
export const visitKind = (result: number, charged: number, outcomes: number): number =>
  KINDS[((result - 1) * 2 + charged) * OUTCOME_SETS + outcomes] ?? 0;

import type { FlowOutcome } from '../../model/flow.ts';
import { countsInVisits, visitSucceeded } from '../../model/kpi.ts';
import type { Visit, VisitResult } from '../../model/visit.ts';
import type { Origin } from './origin.ts';

/** What a report needs of a visit. */
export interface VisitFigures {
  readonly origin: Origin;
  readonly result: VisitResult;
  readonly charged: boolean;
  readonly attempts: number;
  /** Counted, and succeeded, had every abandoned and unknown flow failed. */
  readonly countsAtWorst: boolean;
  readonly succeededAtWorst: boolean;
}

/** Joins a visit with the outcomes of its flows; null stands for a flow that is not at hand. */
export const visitFigures = (
  visit: Pick<Visit, 'result' | 'charged' | 'flows'>,
  origin: Origin,
  outcomeOf: (flow: string) => FlowOutcome | null,
): VisitFigures => {
  const outcomes = visit.flows.map(outcomeOf);
  return {
    origin,
    result: visit.result,
    charged: visit.charged,
    attempts: visit.flows.length,
    countsAtWorst:
      countsInVisits(visit) || outcomes.some((outcome) => outcome !== null && outcome !== 'refused'),
    succeededAtWorst: visitSucceeded(visit) || outcomes.includes('success'),
  };
};

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
  /** Of its first flow. */
  readonly paymentMethod: string | null;
  /** Counted, and succeeded, had every abandoned and unknown flow failed. */
  readonly countsAtWorst: boolean;
  readonly succeededAtWorst: boolean;
}

interface KnownFlow {
  readonly outcome: FlowOutcome;
  readonly paymentMethod: string | null;
}

/** Joins a visit with its flows; null stands for a flow that is not at hand. */
export const visitFigures = (
  visit: Pick<Visit, 'result' | 'charged' | 'flows'>,
  origin: Origin,
  flowOf: (flow: string) => KnownFlow | null,
): VisitFigures => {
  const flows = visit.flows.map(flowOf);
  const outcomes = flows.map((flow) => flow?.outcome ?? null);
  return {
    origin,
    result: visit.result,
    charged: visit.charged,
    attempts: visit.flows.length,
    paymentMethod: flows[0]?.paymentMethod ?? null,
    countsAtWorst:
      countsInVisits(visit) || outcomes.some((outcome) => outcome !== null && outcome !== 'refused'),
    succeededAtWorst: visitSucceeded(visit) || outcomes.includes('success'),
  };
};

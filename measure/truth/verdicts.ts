import type { Match } from './matching.ts';

/** A question about a flow, asked where it makes sense and answered by comparing with the truth. */
export interface Question {
  readonly name: string;
  readonly asked: (match: Match) => boolean;
  readonly right: (match: Match) => boolean;
}

/** Outcome told right: asked of every flow that was, and of every flow that was only told. */
export const OUTCOME: Question = {
  name: 'outcome',
  asked: () => true,
  right: ({ truth, tracked }) => truth?.outcome === tracked?.outcome,
};

/** Asked of flows that really failed at a stage: the flows that went well would only flatter the answer. */
const reallyFailed = ({ truth }: Match): boolean => truth !== null && truth.failed_stage !== null;

export const STAGE: Question = {
  name: 'failed stage',
  asked: reallyFailed,
  right: ({ truth, tracked }) => truth?.failed_stage === tracked?.failedStage,
};

export const REASON: Question = {
  name: 'reason',
  asked: reallyFailed,
  right: ({ truth, tracked }) => truth?.reason === tracked?.reason,
};

export const ATTRIBUTION: Question = {
  name: 'attribution',
  asked: reallyFailed,
  right: ({ truth, tracked }) => truth?.attribution === tracked?.attribution,
};

export const QUESTIONS: readonly Question[] = [OUTCOME, STAGE, REASON, ATTRIBUTION];

/** Share of right answers, NaN when never asked. */
export function shareRight(matches: readonly Match[], question: Question): number {
  const asked = matches.filter((match) => question.asked(match));
  return asked.length === 0
    ? Number.NaN
    : asked.filter((match) => question.right(match)).length / asked.length;
}

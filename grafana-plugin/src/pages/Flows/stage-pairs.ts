import type { FlowStage } from '../../api/types.ts';

/** One stage of two flows; null where a flow has no such stage. */
export interface StagePair {
  readonly stage: string;
  readonly one: FlowStage | null;
  readonly other: FlowStage | null;
  /** It went otherwise, for another reason, or took more than twice as long. */
  readonly differs: boolean;
}

/** Seconds that a stage took; null where one end is not known. */
export const tookSeconds = (stage: FlowStage | null): number | null =>
  stage === null || stage.start === null || stage.end === null
    ? null
    : (Date.parse(stage.end) - Date.parse(stage.start)) / 1_000;

/** The order in which a charge goes through them. */
const ORDER = ['plug_in', 'authorize', 'payment', 'start', 'handshake', 'energy', 'stop', 'unplug'];

/** Stages shorter than this differ by chance. */
const LEAST_SECONDS = 5;
const TIMES = 2;

const went = (stage: FlowStage | null): string =>
  stage === null || stage.result === 'skipped'
    ? 'skipped'
    : stage.result === 'failed'
      ? `failed ${stage.reason ?? ''}`
      : 'ok';

const tookOtherwise = (one: FlowStage | null, other: FlowStage | null): boolean => {
  const [a, b] = [tookSeconds(one), tookSeconds(other)];
  if (a === null || b === null) return false;
  const [less, more] = a < b ? [a, b] : [b, a];
  return more > Math.max(LEAST_SECONDS, TIMES * less);
};

/** The stages of two flows side by side. How long energy flowed is the driver's choice, and differs by nature. */
export const stagePairs = (one: readonly FlowStage[], other: readonly FlowStage[]): readonly StagePair[] => {
  const names = [...new Set([...one, ...other].map(({ stage }) => stage))].sort(
    (a, b) => ORDER.indexOf(a) - ORDER.indexOf(b),
  );
  return names.map((stage) => {
    const [a = null, b = null] = [one, other].map((all) => all.find((each) => each.stage === stage) ?? null);
    const differs = went(a) !== went(b) || (stage !== 'energy' && tookOtherwise(a, b));
    return { stage, one: a, other: b, differs };
  });
};

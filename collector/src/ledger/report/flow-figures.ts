import type { FlowOutcome, SettledFlow } from '../../model/flow.ts';
import { inlFacts, type InlFacts } from '../../model/inl.ts';
import type { PowerType } from '../../model/place.ts';
import type { Attribution, Reason } from '../../model/reason.ts';
import { STAGES, type StageName } from '../../model/stage.ts';
import type { Origin } from './origin.ts';

/** What a report needs of a flow: about 300 bytes whatever the flow's evidence. */
export interface FlowFigures {
  readonly origin: Origin;
  readonly outcome: FlowOutcome;
  readonly failedStage: StageName | null;
  readonly reason: Reason | null;
  readonly attribution: Attribution | null;
  readonly recovered: boolean;
  readonly reachedEnergy: boolean;
  readonly validStop: boolean;
  readonly late: boolean;
  readonly offline: boolean;
  readonly clockSuspect: boolean;
  readonly placed: boolean;
  /** Power was measured. */
  readonly metered: boolean;
  readonly machineStartSeconds: number | null;
  readonly driverStartSeconds: number | null;
  readonly powerRatio: number | null;
  readonly powerType: PowerType;
  readonly paymentMethod: string | null;
  readonly inl: InlFacts;
  /** One bit a stage, in the order of STAGES. */
  readonly entered: number;
  readonly passed: number;
  readonly failures: readonly StageFailure[];
}

/** A failed stage of a flow. */
export interface StageFailure {
  readonly stage: StageName;
  readonly reason: Reason;
}

const NO_FAILURES: readonly StageFailure[] = [];

/** The bit of a stage in `entered` and `passed`. */
export const stageBit = (stage: StageName): number => 1 << STAGES.indexOf(stage);

/** How far a flow came. */
export type StageFigures = Pick<FlowFigures, 'entered' | 'passed' | 'failures'>;

/** Which stages a flow entered, passed and failed. */
export const stageFigures = (
  flow: Pick<SettledFlow, 'stages' | 'reason' | 'reachedEnergy'>,
): StageFigures => {
  let entered = 0;
  let passed = 0;
  let failures = NO_FAILURES;
  for (const { stage, end, result, reason } of flow.stages) {
    if (result === 'skipped') continue;
    entered |= stageBit(stage);
    if (result === 'failed') {
      failures = [...failures, { stage, reason: reason ?? flow.reason ?? 'other_error' }];
      // A handshake is passed by energy alone, though it may have ended in good order.
    } else if (end !== null && (stage !== 'handshake' || flow.reachedEnergy)) passed |= stageBit(stage);
  }
  return { entered, passed, failures };
};

/** Takes from a flow what the report needs. */
export const flowFigures = (flow: SettledFlow, origin: Origin): FlowFigures => {
  const { outcome, failedStage, reason, attribution, recovered, reachedEnergy, validStop } = flow;
  const { late, offline, clockSuspect, machineStartSeconds, driverStartSeconds, powerRatio } = flow;
  const { powerType, paymentMethod } = flow;
  return {
    origin,
    ...{ outcome, failedStage, reason, attribution, recovered, reachedEnergy, validStop },
    ...{ late, offline, clockSuspect, machineStartSeconds, driverStartSeconds, powerRatio },
    ...{ powerType, paymentMethod },
    inl: inlFacts(flow),
    placed: flow.connector !== null,
    metered: flow.peakW !== null,
    ...stageFigures(flow),
  };
};

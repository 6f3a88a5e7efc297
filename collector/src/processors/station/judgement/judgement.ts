import type { FlowOutcome } from '../../../model/flow.ts';
import { REASONS, type Attribution, type Reason } from '../../../model/reason.ts';
import type { StageName } from '../../../model/stage.ts';
import type { ErrorCodes } from '../../error-codes.ts';
import { meaningOf } from '../../error-codes.ts';
import type { ChargeFlowConfig } from '../charge_flow/config.ts';
import { powerStart } from '../charge_flow/energy.ts';
import { reachedEnergy, type EndedFlow } from '../charge_flow/flow-book.ts';
import type { OpenFlow } from '../charge_flow/open-flow.ts';
import { judgeWithEnergy } from './with-energy.ts';
import { judgeTransaction } from './without-energy.ts';
import { judgeWithoutTransaction } from './without-transaction.ts';

/** What became of a flow, and the rule that decided (docs/kpis names each). */
export interface Verdict {
  readonly outcome: FlowOutcome;
  readonly failedStage: StageName | null;
  readonly reason: Reason | null;
  readonly attribution: Attribution | null;
  readonly rule: string;
}

/** An ended flow with what the judges ask about it. */
export interface Case extends EndedFlow {
  readonly config: ChargeFlowConfig;
  readonly floorWh: number;
  readonly handshakeMs: number;
  /** What the equipment said went wrong, the most specific first; null when it said nothing. */
  readonly trouble: Reason | null;
  /** ms since the epoch; null when no energy flowed. */
  readonly powerAt: number | null;
}

/** Judges an ended flow by the outcome table and its rulings. Pure. */
export function judge(ended: EndedFlow, config: ChargeFlowConfig, codes: ErrorCodes): Verdict {
  const { flow } = ended;
  const facts: Case = {
    ...ended,
    config,
    floorWh: flow.powerType === 'DC' ? config.floor_dc_wh : config.floor_ac_wh,
    handshakeMs:
      1_000 * (flow.powerType === 'AC' ? config.handshake_ac_seconds : config.handshake_dc_seconds),
    trouble: troubleOf(flow, codes),
    powerAt: powerStart(flow),
  };
  if (reachedEnergy(flow)) return judgeWithEnergy(facts);
  return flow.transaction === null ? judgeWithoutTransaction(facts) : judgeTransaction(facts);
}

function troubleOf(flow: OpenFlow, codes: ErrorCodes): Reason | null {
  // After a retry only what went wrong in the last transaction explains how the flow ended.
  const since = flow.earlierTransactions > 0 ? (flow.transaction?.startedAt ?? 0) - 1_000 : 0;
  const troubles = flow.troubles.filter((trouble) => trouble.at >= since);
  const specific = troubles.find((trouble) => !meaningOf(codes, trouble.code).general);
  return (specific ?? troubles[0])?.reason ?? null;
}

/** A success. */
export const success = (rule: string): Verdict => ({
  outcome: 'success',
  failedStage: null,
  reason: null,
  attribution: null,
  rule,
});

/** An outcome with the stage at which it went wrong, and why. */
export function verdict(
  outcome: FlowOutcome,
  failedStage: StageName | null,
  reason: Reason | null,
  rule: string,
  attribution?: Attribution,
): Verdict {
  const usual = reason === null ? null : REASONS[reason].attribution;
  return { outcome, failedStage, reason, attribution: attribution ?? usual, rule };
}

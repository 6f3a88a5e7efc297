import type { FlowOutcome } from '../../../model/flow.ts';
import { REASONS, type Attribution, type Reason } from '../../../model/reason.ts';
import type { StageName } from '../../../model/stage.ts';
import type { ChargeFlowConfig } from '../charge_flow/config.ts';
import type { EndedFlow } from '../charge_flow/flow-book.ts';
import type { OpenFlow } from '../charge_flow/open-flow.ts';

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
  /** The same, of what it said since energy flowed. */
  readonly troubleInCharge: Reason | null;
  /** ms since the epoch; null when no energy flowed. */
  readonly powerAt: number | null;
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

/** Evidence is missing. Contact that was lost says why; our own absence is nobody's fault. */
export function unseen(flow: OpenFlow, rule: string, reason: Reason | null = null): Verdict {
  const why = flow.contactLost ? 'connection_lost' : flow.unwatched ? null : reason;
  return verdict('unknown', null, why, rule);
}

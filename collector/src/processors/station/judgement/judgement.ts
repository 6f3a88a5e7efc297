import type { ErrorCodes } from '../../error-codes.ts';
import { meaningOf } from '../../error-codes.ts';
import type { Reason } from '../../../model/reason.ts';
import type { ChargeFlowConfig } from '../charge_flow/config.ts';
import { powerStart, reachedEnergy } from '../charge_flow/energy.ts';
import type { Trouble } from '../charge_flow/facts.ts';
import type { EndedFlow } from '../charge_flow/flow-book.ts';
import type { OpenFlow } from '../charge_flow/open-flow.ts';
import type { Case, Verdict } from './verdict.ts';
import { judgeWithEnergy } from './with-energy.ts';
import { judgeTransaction } from './without-energy.ts';
import { judgeWithoutTransaction } from './without-transaction.ts';

/** Judges an ended flow by the outcome table and its rulings. Pure. */
export function judge(ended: EndedFlow, config: ChargeFlowConfig, codes: ErrorCodes): Verdict {
  const { flow } = ended;
  const judged = inLoop(flow, judgeLast(caseOf(ended, config, codes)));
  if (judged.outcome !== 'abandoned' || flow.earlier?.transaction.authorized !== true) return judged;
  // A driver who leaves after a try that failed has not just left: a failure was seen.
  const before = judgeTransaction(caseOf({ ...ended, flow: asBefore(flow, flow.earlier) }, config, codes));
  return before.outcome === 'failed' ? before : judged;
}

/** A station that boots again and again has a fault of its firmware. */
const inLoop = (flow: OpenFlow, judged: Verdict): Verdict =>
  judged.reason === 'reboot' && flow.boot?.loop === true ? { ...judged, attribution: 'firmware' } : judged;

function judgeLast(facts: Case): Verdict {
  const { flow } = facts;
  if (reachedEnergy(flow)) return judgeWithEnergy(facts);
  // A 2.x transaction may begin with the cable: until the station takes a driver for it, it is only a plug-in.
  const begun = flow.transaction?.authorized === true;
  return begun ? judgeTransaction(facts) : judgeWithoutTransaction(facts);
}

function caseOf(ended: EndedFlow, config: ChargeFlowConfig, codes: ErrorCodes): Case {
  const { flow } = ended;
  const powerAt = powerStart(flow);
  return {
    ...ended,
    config,
    floorWh: flow.powerType === 'DC' ? config.floor_dc_wh : config.floor_ac_wh,
    handshakeMs:
      1_000 * (flow.powerType === 'AC' ? config.handshake_ac_seconds : config.handshake_dc_seconds),
    trouble: troubleOf(flow, codes, () => true),
    troubleInCharge: troubleOf(flow, codes, (trouble) => powerAt !== null && trouble.at >= powerAt),
    powerAt,
  };
}

/** The flow as it was when its transaction before the last had ended. */
function asBefore(flow: OpenFlow, { transaction, stop }: NonNullable<OpenFlow['earlier']>): OpenFlow {
  const until = (flow.transaction?.startedAt ?? Infinity) - 1_000;
  return {
    ...flow,
    transaction,
    stop,
    earlierTransactions: flow.earlierTransactions - 1,
    troubles: flow.troubles.filter((trouble) => trouble.at < until),
    energy: { ...flow.energy, suspended: null },
  };
}

function troubleOf(
  flow: OpenFlow,
  codes: ErrorCodes,
  concerns: (trouble: Trouble) => boolean,
): Reason | null {
  // After a retry only what went wrong in the last transaction explains how the flow ended.
  const since = flow.earlierTransactions > 0 ? (flow.transaction?.startedAt ?? 0) - 1_000 : 0;
  const troubles = flow.troubles.filter((trouble) => trouble.at >= since && concerns(trouble));
  const specific = troubles.find((trouble) => !meaningOf(codes, trouble.code).general);
  return (specific ?? troubles[0])?.reason ?? null;
}

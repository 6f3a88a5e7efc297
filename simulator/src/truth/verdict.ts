import type { FlowOutcome } from '@firstcharge/collector/model/flow.ts';
import type { Attribution, Reason } from '@firstcharge/collector/model/reason.ts';
import type { StageName } from '@firstcharge/collector/model/stage.ts';
import { isValidStop } from './facts.ts';
import type { Cause } from './facts.ts';
import type { FlowFacts, TransactionFacts } from './flow.ts';

/** Floor of a charge in Wh, shortest charge in ms, and time given to a handshake in ms (charge-flow definition 1). */
const FLOOR_WH = { AC: 50, DC: 100 } as const;
const SHORTEST_MS = 60_000;
const HANDSHAKE_MS = { AC: 30_000, DC: 90_000 } as const;

export interface Verdict {
  readonly outcome: FlowOutcome;
  readonly failedStage: StageName | null;
  readonly reason: Reason | null;
  readonly attribution: Attribution | null;
}

const say = (
  outcome: FlowOutcome,
  failedStage: StageName | null,
  reason: Reason | null,
  attribution: Attribution | null,
): Verdict => ({ outcome, failedStage, reason, attribution });

const SUCCESS = say('success', null, null, null);
const abandoned = (reason: Reason, attribution: Attribution = 'driver'): Verdict =>
  say('abandoned', null, reason, attribution);
const failed = (cause: Cause, stage: StageName = cause.stage): Verdict =>
  say('failed', stage, cause.reason, cause.attribution);

/** Refused for the driver's own reason, or failed where the backend's trouble did it. */
const refused = ({ reason, attribution, behaviour }: Cause): Verdict =>
  say(behaviour === null ? 'refused' : 'failed', 'authorize', reason, attribution);

/** Judges a flow by what happened, never by what was said of it. */
export function judge(flow: FlowFacts): Verdict {
  if (flow.lost > 0 || flow.endedUnseen || flow.heard === 0) {
    return say('unknown', null, flow.heard === 0 || flow.endedUnseen ? 'connection_lost' : null, 'unknown');
  }
  const verdicts = flow.transactions.map((transaction) => judgeTransaction(flow, transaction));
  return (
    verdicts.find(({ outcome }) => outcome === 'success') ??
    // Energy had flowed in this flow: that a further try came to nothing does not make it one that never charged.
    verdicts.findLast(({ outcome }) => outcome === 'interrupted') ??
    // A driver who leaves after something failed has not abandoned a charge.
    verdicts.findLast(({ outcome }) => outcome !== 'abandoned') ??
    verdicts.at(-1) ??
    judgeWithout(flow)
  );
}

function judgeTransaction(flow: FlowFacts, transaction: TransactionFacts): Verdict {
  const { cause, energyWh, refusal } = transaction;
  if (transaction.stop === 'DeAuthorized' && transaction.energyAt === null && refusal !== null) {
    return refused(refusal);
  }
  const valid = transaction.stop !== null && isValidStop(transaction.stop) && cause?.stage !== 'stop';
  if (transaction.neverStopped && cause === null) {
    return say('unknown', null, 'meter_register_stalled', 'unknown');
  }
  if (transaction.neverStopped && transaction.energyAt !== null && cause !== null) {
    return say('interrupted', 'energy', cause.reason, cause.attribution);
  }
  const lasted = (transaction.energyEnd ?? 0) - (transaction.energyAt ?? 0);
  const enough = energyWh >= FLOOR_WH[flow.power];
  if (transaction.satisfied && valid && transaction.energyAt !== null) return SUCCESS;
  if (enough && valid && lasted >= SHORTEST_MS) return SUCCESS;
  if (enough && !valid) {
    const reason = cause?.reason ?? 'other_error';
    return say(
      'interrupted',
      cause?.stage === 'stop' ? 'stop' : 'energy',
      reason,
      cause?.attribution ?? 'unknown',
    );
  }
  if (cause !== null && !valid)
    return failed(cause, transaction.energyAt === null ? earlier(cause.stage) : 'energy');
  return judgeShort(flow, transaction);
}

/** A fault of the energy stage that struck before energy flowed is a failed handshake. */
const earlier = (stage: StageName): StageName => (stage === 'energy' ? 'handshake' : stage);

function judgeShort(flow: FlowFacts, transaction: TransactionFacts): Verdict {
  const { cause } = transaction;
  const waited = (transaction.stoppedAt ?? transaction.begun) - transaction.begun;
  if (transaction.managed === 'limit') return abandoned('driver_left');
  // The station was down: who pulls the plug meanwhile has not just left.
  if (transaction.energyAt === null && transaction.pausedBy !== null)
    return failed(transaction.pausedBy, 'handshake');
  if (transaction.energyAt !== null) {
    if (waited < HANDSHAKE_MS[flow.power]) return abandoned('driver_left');
    return cause === null ? say('failed', 'energy', 'low_energy', 'evse') : failed(cause, 'energy');
  }
  if (transaction.managed === 'vehicle' || transaction.satisfied)
    return abandoned('vehicle_declined', 'vehicle');
  if (waited < HANDSHAKE_MS[flow.power]) return abandoned('driver_left');
  return cause === null ? say('failed', 'handshake', 'no_energy', 'evse') : failed(cause, 'handshake');
}

function judgeWithout(flow: FlowFacts): Verdict {
  if (flow.refusal !== null && flow.acceptedAt === null) {
    return refused(flow.refusal);
  }
  if (flow.cause !== null && flow.cause.stage !== 'plug_in') return failed(flow.cause);
  if (flow.acceptedAt !== null && flow.pluggedAt !== null) {
    return say('failed', 'start', 'no_transaction', 'evse');
  }
  return abandoned(flow.acceptedAt !== null ? 'cable_not_seen' : 'no_credential');
}

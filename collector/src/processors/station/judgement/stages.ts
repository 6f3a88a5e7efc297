import type { FlowStage } from '../../../model/flow.ts';
import type { StageName, StageResult } from '../../../model/stage.ts';
import {
  authorizedAt,
  inTransaction,
  isAuthorized,
  paymentMethodOf,
  type OpenFlow,
} from '../charge_flow/open-flow.ts';
import type { Verdict } from './verdict.ts';

const stage = (
  name: StageName,
  start: number | null,
  end: number | null,
  result: StageResult,
): FlowStage => ({
  stage: name,
  start,
  // Clocks and queues may place an end before its start.
  end: start === null || end === null ? end : Math.max(start, end),
  result,
  reason: null,
});

const skipped = (name: StageName): FlowStage => stage(name, null, null, 'skipped');

/** The timeline of a judged flow: eight stages in order, the failed one marked with its reason. */
export function stagesOf(
  flow: OpenFlow,
  end: number,
  powerAt: number | null,
  judged: Verdict,
): readonly FlowStage[] {
  const acceptedAt = authorizedAt(flow);
  const stages = [
    plugIn(flow),
    authorize(flow, acceptedAt),
    payment(flow, acceptedAt),
    start(flow, acceptedAt),
    handshake(flow, end, powerAt),
    energy(flow, end, powerAt),
    stop(flow),
    unplug(flow, end),
  ];
  if (judged.outcome === 'success' || judged.outcome === 'abandoned' || judged.outcome === 'unknown')
    return stages;
  return stages.map((entry) =>
    entry.stage === judged.failedStage ? failedStage(entry, flow, end, judged) : entry,
  );
}

function failedStage(entry: FlowStage, flow: OpenFlow, end: number, judged: Verdict): FlowStage {
  const failed = stage(entry.stage, entry.start ?? flow.openedAt, entry.end ?? end, 'failed');
  return { ...failed, reason: judged.reason };
}

function firstOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

function plugIn(flow: OpenFlow): FlowStage {
  if (flow.plugAt === null) return skipped('plug_in');
  return stage('plug_in', flow.plugAt, flow.plugAt, flow.plugInferred ? 'inferred' : 'ok');
}

function authorize(flow: OpenFlow, acceptedAt: number | null): FlowStage {
  const asked = firstOf(flow.credential.requestedAt, flow.remote.requestedAt);
  if (asked !== null) return stage('authorize', asked, acceptedAt ?? flow.credential.answeredAt, 'ok');
  if (acceptedAt !== null) return stage('authorize', acceptedAt, acceptedAt, 'ok');
  if (flow.transaction === null) return skipped('authorize');
  return stage('authorize', flow.transaction.startedAt, flow.transaction.startedAt, 'inferred');
}

/** A payment of its own, or one that the acceptance of its token implies. Whoever shows a card or an app skips it. */
function payment(flow: OpenFlow, acceptedAt: number | null): FlowStage {
  const told = flow.payment;
  const begun = told?.startedAt ?? told?.failedAt ?? told?.authorizedAt ?? null;
  if (told !== null && begun !== null)
    return stage('payment', begun, told.authorizedAt ?? acceptedAt ?? told.failedAt, 'ok');
  const method = paymentMethodOf(flow);
  if (method !== 'card_terminal' && method !== 'web') return skipped('payment');
  const asked = firstOf(flow.credential.requestedAt, flow.remote.requestedAt) ?? acceptedAt;
  return asked === null ? skipped('payment') : stage('payment', asked, acceptedAt, 'inferred');
}

function start(flow: OpenFlow, acceptedAt: number | null): FlowStage {
  if (flow.transaction !== null) {
    const ready = Math.max(flow.plugAt ?? 0, acceptedAt ?? 0) || flow.transaction.startedAt;
    const { startedAt, seen } = flow.transaction;
    return stage('start', Math.min(ready, startedAt), startedAt, seen ? 'ok' : 'inferred');
  }
  if (!isAuthorized(flow) || flow.plugAt === null) return skipped('start');
  return stage('start', Math.max(flow.plugAt, acceptedAt ?? flow.plugAt), null, 'ok');
}

function handshake(flow: OpenFlow, end: number, powerAt: number | null): FlowStage {
  if (flow.transaction === null) return skipped('handshake');
  const begun = Math.max(flow.transaction.startedAt, flow.plugAt ?? 0);
  if (powerAt !== null)
    return stage('handshake', Math.min(begun, powerAt), powerAt, flow.transaction.seen ? 'ok' : 'inferred');
  return flow.plugAt === null ? skipped('handshake') : stage('handshake', begun, flow.stop?.at ?? end, 'ok');
}

function energy(flow: OpenFlow, end: number, powerAt: number | null): FlowStage {
  if (powerAt === null) return skipped('energy');
  return stage('energy', powerAt, flow.stop?.at ?? flow.energy.lastPowerAt ?? end, 'ok');
}

function stop(flow: OpenFlow): FlowStage {
  if (flow.stop === null) return skipped('stop');
  return stage('stop', flow.stopRequestedAt ?? flow.stop.at, flow.stop.at, 'ok');
}

function unplug(flow: OpenFlow, end: number): FlowStage {
  if (flow.unplugAt === null || flow.plugAt === null) return skipped('unplug');
  const from = flow.stop?.at ?? flow.unplugAt;
  return stage(
    'unplug',
    Math.min(from, flow.unplugAt),
    Math.min(flow.unplugAt, end),
    inTransaction(flow) ? 'inferred' : 'ok',
  );
}

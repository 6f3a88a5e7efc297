import type { Flow } from '../../../model/flow.ts';
import { FAULTED, type ErrorCodes } from '../../error-codes.ts';
import type { ChargeFlowConfig } from '../charge_flow/config.ts';
import { energyOf, isRegisterStill, powerStart, reachedEnergy } from '../charge_flow/energy.ts';
import { REGISTER_STILL } from '../charge_flow/evidence.ts';
import type { EndedFlow } from '../charge_flow/flow-book.ts';
import { authorizedAt, paymentMethodOf, type OpenFlow } from '../charge_flow/open-flow.ts';
import { judge } from './judgement.ts';
import { stagesOf } from './stages.ts';
import { attemptedAtOf, startModeOf } from './start-mode.ts';
import { isValidStop } from '../charge_flow/stop-reason.ts';

/** Judges an ended flow and writes it down. `receivedEnd` is the stream's time. Pure. */
export function endedFlow(
  ended: EndedFlow,
  receivedEnd: number,
  config: ChargeFlowConfig,
  codes: ErrorCodes,
): Flow {
  const { flow, end } = ended;
  const judged = judge(ended, config, codes);
  const reached = reachedEnergy(flow);
  const powerAt = reached ? powerStart(flow) : null;
  return {
    id: flow.id,
    traceId: flow.traceId,
    site: flow.site,
    vendor: flow.vendor,
    model: flow.model,
    firmware: flow.firmware,
    station: flow.station,
    evse: flow.evse,
    connector: flow.connector,
    start: flow.openedAt,
    end,
    receivedEnd,
    outcome: judged.outcome,
    failedStage: judged.failedStage,
    reason: judged.reason,
    attribution: judged.attribution,
    stages: stagesOf(flow, end, powerAt, judged),
    evidence: [
      ...flow.evidence,
      ...(isRegisterStill(flow) ? [{ at: end, text: REGISTER_STILL }] : []),
      { at: end, text: `rule: ${judged.rule}` },
    ],
    identity: flow.identity,
    powerType: flow.powerType,
    ratedW: flow.ratedW,
    energyWh: Math.round(energyOf(flow) * 1_000) / 1_000,
    peakW: flow.energy.peakW,
    paymentMethod: paymentMethodOf(flow),
    errorCodes: [...new Set(flow.troubles.map(({ code }) => code))].filter((code) => code !== FAULTED),
    reachedEnergy: reached,
    validStop: flow.stop !== null && isValidStop(flow.stop),
    recovered: flow.recovered,
    offline: flow.offline,
    retries: retriesOf(flow),
    machineStartSeconds: machineStart(flow, powerAt),
    driverStartSeconds: powerAt === null || flow.recovered ? null : seconds(powerAt - flow.openedAt),
    powerRatio: flow.energy.possibleSumW > 0 ? flow.energy.powerSumW / flow.energy.possibleSumW : null,
    startMode: startModeOf(flow),
    attemptedAt: attemptedAtOf(flow),
    chargingReportedAt: flow.energy.chargingInTransactionAt,
    limitW: flow.energy.limitW,
    clockSuspect: flow.clockSuspect,
  };
}

const seconds = (ms: number): number => Math.max(0, Math.round(ms) / 1_000);

const retriesOf = (flow: OpenFlow): number =>
  Math.max(0, flow.credential.attempts - 1) +
  Math.max(0, flow.remote.attempts - 1) +
  flow.earlierTransactions;

/** T_power − max(T_plug, T_auth_ok), where at least one of the two was seen. */
function machineStart(flow: OpenFlow, powerAt: number | null): number | null {
  if (powerAt === null || flow.recovered) return null;
  const plugAt = flow.plugInferred ? null : flow.plugAt;
  const ready = Math.max(plugAt ?? -Infinity, authorizedAt(flow) ?? -Infinity);
  return Number.isFinite(ready) && ready <= powerAt ? seconds(powerAt - ready) : null;
}

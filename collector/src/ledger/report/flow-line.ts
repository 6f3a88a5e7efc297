import type { SettledFlow } from '../../model/flow.ts';

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

/** One flow as one line of `--flows`, without its line break. It begins with the id. No identity, hashed or not. */
export const flowLine = (flow: SettledFlow): string =>
  JSON.stringify({
    id: flow.id,
    station: flow.station,
    evse: flow.evse,
    connector: flow.connector,
    site: flow.site,
    vendor: flow.vendor,
    model: flow.model,
    firmware: flow.firmware,
    start: iso(flow.start),
    end: iso(flow.end),
    outcome: flow.outcome,
    failed_stage: flow.failedStage,
    reason: flow.reason,
    attribution: flow.attribution,
    visit: flow.visit,
    attempt: flow.attempt,
    energy_wh: flow.energyWh,
    peak_w: flow.peakW,
    reached_energy: flow.reachedEnergy,
    valid_stop: flow.validStop,
    retries: flow.retries,
    recovered: flow.recovered,
    offline: flow.offline,
    late: flow.late,
    clock_suspect: flow.clockSuspect,
    start_mode: flow.startMode,
    attempted_at: iso(flow.attemptedAt),
    charging_reported_at: iso(flow.chargingReportedAt),
    machine_start_seconds: flow.machineStartSeconds,
    driver_start_seconds: flow.driverStartSeconds,
    error_codes: flow.errorCodes,
    trace_id: flow.traceId,
    stages: flow.stages.map(({ stage, start, end, result, reason }) => ({
      stage,
      start: iso(start),
      end: iso(end),
      result,
      reason,
    })),
    evidence: flow.evidence.map(({ at, text }) => ({ at: iso(at), text })),
  });

/** The id with which a line begins. */
export const idOfLine = (line: string): string => /^\{"id":"([^"]*)"/.exec(line)?.[1] ?? '';

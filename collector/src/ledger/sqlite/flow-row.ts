import { z } from 'zod';
import { FLOW_OUTCOMES, type FlowEvidence, type FlowStage, type SettledFlow } from '../../model/flow.ts';
import { ATTRIBUTIONS, REASON_NAMES } from '../../model/reason.ts';
import { START_MODES } from '../../model/start-mode.ts';
import { STAGES } from '../../model/stage.ts';
import { stageFigures, type StageFailure } from '../report/flow-figures.ts';
import { contextOf } from './flow-context.ts';
import type { Values } from './insert.ts';
import { flag, json, number, numberOrNull, text, textOrNull, word, type Row } from './row.ts';

/** Failed stages as text: `handshake:no_energy,energy:ground_fault`. */
const failuresText = (failures: readonly StageFailure[]): string =>
  failures.map(({ stage, reason }) => `${stage}:${reason}`).join(',');

const stageValues = (flow: SettledFlow): Values => {
  const { entered, passed, failures } = stageFigures(flow);
  return { entered, passed, stage_failures: failuresText(failures) };
};

/** One flow as a row; `knownAt` is the stream's time of its outcome. */
export const flowValues = (flow: SettledFlow, knownAt: number): Values => ({
  id: flow.id,
  trace_id: flow.traceId,
  site: flow.site,
  station: flow.station,
  evse: flow.evse,
  connector: flow.connector,
  vendor: flow.vendor,
  model: flow.model,
  firmware: flow.firmware,
  start_at: flow.start,
  end_at: flow.end,
  received_end: flow.receivedEnd,
  outcome: flow.outcome,
  failed_stage: flow.failedStage,
  reason: flow.reason,
  attribution: flow.attribution,
  stages: JSON.stringify(flow.stages),
  evidence: JSON.stringify(flow.evidence),
  identity: flow.identity,
  power_type: flow.powerType,
  rated_w: flow.ratedW,
  energy_wh: flow.energyWh,
  peak_w: flow.peakW,
  payment_method: flow.paymentMethod,
  error_codes: JSON.stringify(flow.errorCodes),
  reached_energy: Number(flow.reachedEnergy),
  valid_stop: Number(flow.validStop),
  recovered: Number(flow.recovered),
  offline: Number(flow.offline),
  retries: flow.retries,
  machine_start_seconds: flow.machineStartSeconds,
  driver_start_seconds: flow.driverStartSeconds,
  power_ratio: flow.powerRatio,
  context: flow.context === undefined ? null : JSON.stringify(flow.context),
  clock_suspect: Number(flow.clockSuspect),
  start_mode: flow.startMode,
  attempted_at: flow.attemptedAt,
  charging_reported_at: flow.chargingReportedAt,
  limit_w: flow.limitW,
  visit: flow.visit,
  attempt: flow.attempt,
  late: Number(flow.late),
  ...stageValues(flow),
  known_at: knownAt,
});

const stageList: z.ZodType<FlowStage[]> = z
  .array(
    z.object({
      stage: z.enum(STAGES),
      start: z.number().nullable(),
      end: z.number().nullable(),
      result: z.enum(['ok', 'failed', 'skipped', 'inferred']),
      reason: z.enum(REASON_NAMES).nullable(),
    }),
  )
  .catch([]);
const evidenceList: z.ZodType<FlowEvidence[]> = z
  .array(z.object({ at: z.number(), text: z.string() }))
  .catch([]);
const codeList = z.array(z.string()).catch([]);

/** One row as a flow. A list that cannot be read, after damage to the file, is empty. */
export const flowOf = (row: Row): SettledFlow => ({
  id: text(row, 'id'),
  traceId: text(row, 'trace_id'),
  site: text(row, 'site'),
  station: text(row, 'station'),
  evse: numberOrNull(row, 'evse'),
  connector: numberOrNull(row, 'connector'),
  vendor: text(row, 'vendor'),
  model: text(row, 'model'),
  firmware: text(row, 'firmware'),
  start: number(row, 'start_at'),
  end: number(row, 'end_at'),
  receivedEnd: number(row, 'received_end'),
  outcome: word(row, 'outcome', FLOW_OUTCOMES, 'unknown'),
  failedStage: word(row, 'failed_stage', STAGES, null),
  reason: word(row, 'reason', REASON_NAMES, null),
  attribution: word(row, 'attribution', ATTRIBUTIONS, null),
  stages: stageList.parse(json(row, 'stages')),
  evidence: evidenceList.parse(json(row, 'evidence')),
  identity: textOrNull(row, 'identity'),
  powerType: word(row, 'power_type', ['AC', 'DC'] as const, null),
  ratedW: numberOrNull(row, 'rated_w'),
  energyWh: number(row, 'energy_wh'),
  peakW: numberOrNull(row, 'peak_w'),
  paymentMethod: textOrNull(row, 'payment_method'),
  errorCodes: codeList.parse(json(row, 'error_codes')),
  reachedEnergy: flag(row, 'reached_energy'),
  validStop: flag(row, 'valid_stop'),
  recovered: flag(row, 'recovered'),
  offline: flag(row, 'offline'),
  retries: number(row, 'retries'),
  machineStartSeconds: numberOrNull(row, 'machine_start_seconds'),
  driverStartSeconds: numberOrNull(row, 'driver_start_seconds'),
  powerRatio: numberOrNull(row, 'power_ratio'),
  ...contextOf(row),
  clockSuspect: flag(row, 'clock_suspect'),
  startMode: word(row, 'start_mode', START_MODES, null),
  attemptedAt: numberOrNull(row, 'attempted_at'),
  chargingReportedAt: numberOrNull(row, 'charging_reported_at'),
  limitW: numberOrNull(row, 'limit_w'),
  visit: text(row, 'visit'),
  attempt: number(row, 'attempt'),
  late: flag(row, 'late'),
});

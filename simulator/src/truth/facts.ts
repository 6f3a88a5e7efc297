import type { Attribution, Reason } from '@firstcharge/collector/model/reason.ts';
import type { StageName, StageResult } from '@firstcharge/collector/model/stage.ts';

/** What stopped a driver, as the world knows it. */
export interface Cause {
  readonly stage: StageName;
  readonly reason: Reason;
  readonly attribution: Attribution;
  /** The behaviour that did it; null for drivers, vehicles and wear. */
  readonly behaviour: string | null;
}

/** Why a transaction ended: OCPP 2.0.1's stoppedReason, what 1.6 lacks is mapped when it is said. */
export type StopReason =
  | 'DeAuthorized'
  | 'EmergencyStop'
  | 'EVDisconnected'
  | 'GroundFault'
  | 'ImmediateReset'
  | 'Local'
  | 'Other'
  | 'OvercurrentFault'
  | 'PowerLoss'
  | 'Reboot'
  | 'Remote'
  | 'SOCLimitReached'
  | 'StoppedByEV'
  | 'Timeout';

/** INL's interim KPI list of valid stops. */
const VALID_STOPS: ReadonlySet<StopReason> = new Set([
  'Local',
  'Remote',
  'EVDisconnected',
  'SOCLimitReached',
  'StoppedByEV',
]);

export const isValidStop = (reason: StopReason): boolean => VALID_STOPS.has(reason);

export interface TruthStage {
  readonly stage: StageName;
  readonly start: number;
  readonly end: number;
  readonly result: StageResult;
  readonly reason?: Reason;
}

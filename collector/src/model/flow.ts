import type { FlowContext } from './flow-context.ts';
import type { Equipment, Place, PowerType } from './place.ts';
import type { Attribution, Reason } from './reason.ts';
import type { StartMode } from './start-mode.ts';
import type { StageName, StageResult } from './stage.ts';

/** Version of every KPI definition; goes into each output that carries a KPI. */
export const KPI_VERSION = '1';

/** How an attempt ended, exactly one. */
export const FLOW_OUTCOMES = ['success', 'failed', 'interrupted', 'refused', 'abandoned', 'unknown'] as const;
export type FlowOutcome = (typeof FLOW_OUTCOMES)[number];

/** One stage of a flow; times are event times, milliseconds since the epoch, null when never seen. */
export interface FlowStage {
  readonly stage: StageName;
  readonly start: number | null;
  readonly end: number | null;
  readonly result: StageResult;
  readonly reason: Reason | null;
}

/** A line of evidence: what was seen, when, and which rule it fed. Never holds vendor text or an identity. */
export interface FlowEvidence {
  readonly at: number;
  /** `remote_start accepted`, `status charging`, `rule: handshake timer passed`. */
  readonly text: string;
}

/** One attempt by one driver at one connector, ended and judged. Energy in Wh, power in W, times in ms, durations in s. */
export interface Flow extends Place, Equipment {
  /** 16 hex digits, fixed when the flow opens. */
  readonly id: string;
  /** 32 hex digits: the trace of this flow. */
  readonly traceId: string;
  readonly start: number;
  readonly end: number;
  /** When the collector learned of the end. */
  readonly receivedEnd: number;
  readonly outcome: FlowOutcome;
  readonly failedStage: StageName | null;
  readonly reason: Reason | null;
  readonly attribution: Attribution | null;
  readonly stages: readonly FlowStage[];
  readonly evidence: readonly FlowEvidence[];
  /** Hashed; null when nobody was identified. */
  readonly identity: string | null;
  readonly powerType: PowerType;
  readonly ratedW: number | null;
  readonly energyWh: number;
  readonly peakW: number | null;
  readonly paymentMethod: string | null;
  readonly errorCodes: readonly string[];
  /** Energy flowed (charge-flow.md ruling 1). */
  readonly reachedEnergy: boolean;
  /** Ended by a valid stop. */
  readonly validStop: boolean;
  /** First seen in the middle of its transaction: judged by its end, left out of start KPIs. */
  readonly recovered: boolean;
  /** Its messages were queued by the station while offline. */
  readonly offline: boolean;
  /** Further taps, remote starts and transactions inside this plug-in. */
  readonly retries: number;
  /** T_power − max(T_plug, T_auth_ok), seconds. */
  readonly machineStartSeconds: number | null;
  /** T_power − T_first_touch, seconds. */
  readonly driverStartSeconds: number | null;
  /** delivered / possible power while charging, 0–1, null when it cannot be told. */
  readonly powerRatio: number | null;
  /** How the attempt began; null: by none of the ways that INL tells apart, or before we saw it. */
  readonly startMode: StartMode | null;
  /** First answer to a credential or remote start, else the start of a transaction that the cable began: INL's T_attempt. */
  readonly attemptedAt: number | null;
  /** First report of Charging in its transaction: INL's T_power. */
  readonly chargingReportedAt: number | null;
  /** The lowest limit (charging profile, schedule) in force during it, W; null when none was. */
  readonly limitW: number | null;
  /** What was around it; left out when nothing is known. */
  readonly context?: FlowContext;
  /** A clock that could not be trusted placed this flow. */
  readonly clockSuspect: boolean;
}

/** A flow as the ledger keeps it: settled, with the visit it belongs to. */
export interface SettledFlow extends Flow {
  readonly visit: string;
  /** 1 for the first flow of its visit. */
  readonly attempt: number;
  /** Ended more than an hour before the collector heard of it: ledger only. */
  readonly late: boolean;
}

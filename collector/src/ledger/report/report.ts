import type { ConnectorState } from '../../model/availability.ts';
import type { FlowOutcome } from '../../model/flow.ts';
import type { Kpi } from '../../model/kpi.ts';
import type { Attribution, Reason } from '../../model/reason.ts';
import type { ReliabilityIndex } from '../../model/reliability-index.ts';
import type { StageName } from '../../model/stage.ts';
import type { InlFigures } from './inl.ts';

/** A share with its sample and its 95 % Wilson interval; all null where nothing was counted. */
export interface ShareKpi extends Kpi {
  readonly low: number | null;
  readonly high: number | null;
}

/** The five success rates, as they are or as they would be had every abandoned and unknown flow failed. */
export interface SuccessKpis {
  readonly charge_start_success: ShareKpi;
  readonly charge_end_success: ShareKpi;
  readonly session_success: ShareKpi;
  readonly first_charge_success: ShareKpi;
  readonly visit_success: ShareKpi;
}

/** All KPIs of the whole or of one group. */
export interface ReportKpis extends SuccessKpis {
  /** Flows of ended visits / ended visits. */
  readonly attempts_per_visit: Kpi;
  /** Visits without energy / all visits. */
  readonly non_charge_visits: ShareKpi;
  /** Flows with that outcome / all flows. */
  readonly abandoned: ShareKpi;
  readonly unknown: ShareKpi;
  readonly if_abandoned_and_unknown_had_failed: SuccessKpis;
}

/** Figures of the whole or of one group. */
export interface GroupFigures {
  readonly flows: number;
  readonly visits: number;
  readonly outcomes: Readonly<Record<FlowOutcome, number>>;
  /** Flows `failed` or `interrupted`: a driver wanted a charge and did not get all of it. */
  readonly charges_lost: number;
  readonly kpis: ReportKpis;
}

/** Figures of a group with its Reliability Index. */
export interface IndexedFigures extends GroupFigures {
  readonly reliability_index: ReliabilityIndex;
}

export interface SiteFigures extends IndexedFigures {
  readonly site: string;
}
export interface ModelFigures extends IndexedFigures {
  readonly vendor: string;
  readonly model: string;
}
export interface FirmwareFigures extends ModelFigures {
  readonly firmware: string;
}

/** null: the wire does not tell. */
export interface PaymentMethodFigures extends GroupFigures {
  readonly payment_method: string | null;
}

/** One station; `vendor`, `model`, `firmware` are those of its latest flow or visit. */
export interface StationFigures extends FirmwareFigures {
  readonly station: string;
  readonly site: string;
  /** Fewer than five attempts counted: its rates are shown and never ranked. */
  readonly too_few: boolean;
  readonly commonest_reason: Reason | null;
  readonly port_uptime: Kpi;
}

/** One stage of the funnel over all flows. `left`: entered, and neither passed nor failed there. */
export interface FunnelStage {
  readonly stage: StageName;
  readonly entered: number;
  readonly ok: number;
  readonly failed: number;
  readonly left: number;
  readonly reasons: Readonly<Partial<Record<Reason, number>>>;
}

/** Flows that ended badly, by where and why; `reason` and `stage` null where the flow gives none. */
export interface FailureFigures {
  readonly outcome: FlowOutcome;
  readonly stage: StageName | null;
  readonly reason: Reason | null;
  readonly attribution: Attribution | null;
  readonly flows: number;
}

/** Seconds; null when nothing was measured. */
export interface StartTimeFigures {
  readonly count: number;
  readonly p10: number | null;
  readonly p25: number | null;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
}

export interface StateFigures {
  readonly seconds: number;
  /** Of all the time in the report, `unobserved` included. */
  readonly share: number;
}

/** Time of connectors by state. Plain port uptime: available or in use and capable / observed, no programme's exclusions, seconds. */
export interface AvailabilityFigures {
  readonly connectors: number;
  readonly port_uptime: Kpi;
  /** Available or in use, and not capable. */
  readonly incapable_seconds: number;
  readonly states: Readonly<Partial<Record<ConnectorState, StateFigures>>>;
}

/** Something about the data that a reader of the figures should know. */
export interface Finding {
  readonly finding: FindingKind;
  /** How many of what the finding is about. */
  readonly count: number;
  /** Out of how many; null where that means nothing. */
  readonly of: number | null;
  /** Stations with most of it first, at most ten; `station_count` says how many there are. */
  readonly stations: readonly string[];
  readonly station_count: number;
  /** Counts by kind of problem, where there are kinds. */
  readonly kinds: Readonly<Record<string, number>>;
}

/** What is looked for in the data. */
export const FINDING_KINDS = [
  'unusable_lines',
  'invalid_messages',
  'unmatched_messages',
  'missing_transaction_events',
  'late_transaction_events',
  'late_flows',
  'offline_flows',
  'recovered_flows',
  'clock_suspect_flows',
  'unplaced_flows',
  'amended_flows',
  'stations_without_meter_values',
  'stations_not_in_inventory',
  'stations_never_heard',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What `firstcharge report` prints. Times are ISO 8601, UTC. */
export interface Report {
  readonly kpi_version: string;
  /** Start of the first flow and end of the last one; null without flows. */
  readonly from: string | null;
  readonly to: string | null;
  readonly flows: number;
  /** Flows still open at the end of the input, outside every figure; null when computed from a ledger. */
  readonly open: number | null;
  readonly visits: number;
  readonly outcomes: Readonly<Record<FlowOutcome, number>>;
  readonly charges_lost: number;
  readonly kpis: ReportKpis;
  readonly reliability_index: ReliabilityIndex;
  readonly inl: InlFigures;
  readonly start_time: { readonly machine: StartTimeFigures; readonly driver: StartTimeFigures };
  readonly funnel: readonly FunnelStage[];
  readonly failures: readonly FailureFigures[];
  readonly sites: readonly SiteFigures[];
  readonly models: readonly ModelFigures[];
  readonly firmwares: readonly FirmwareFigures[];
  /** By how drivers identified or paid; empty where the wire never tells. */
  readonly payment_methods: readonly PaymentMethodFigures[];
  readonly stations: readonly StationFigures[];
  /** Ids of the stations that lost most charges, the worst first; those with too few attempts left out. */
  readonly worst_stations: readonly string[];
  readonly availability: AvailabilityFigures & {
    readonly stations: readonly (AvailabilityFigures & { readonly station: string; readonly site: string })[];
  };
  readonly findings: readonly Finding[];
}

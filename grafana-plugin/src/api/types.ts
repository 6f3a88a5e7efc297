/** A share with its sample and 95 % interval; null where nothing was counted. */
export interface Share {
  readonly numerator: number;
  readonly denominator: number;
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
}
export type Kpi = Pick<Share, 'numerator' | 'denominator' | 'ratio'>;

export interface IndexPart {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly denominator: number;
}
export type IndexPartName = 'A' | 'F' | 'E' | 'Q';

/** 0–100 with its parts; no score where there were too few attempts. */
export interface ReliabilityIndex {
  readonly too_few: boolean;
  readonly n: number;
  readonly score?: number;
  readonly low?: number;
  readonly high?: number;
  readonly parts?: Readonly<Record<IndexPartName, IndexPart | null>>;
}

export interface Kpis {
  readonly charge_start_success: Share;
  readonly charge_end_success: Share;
  readonly session_success: Share;
  readonly first_charge_success: Share;
  readonly visit_success: Share;
}
export type Outcome = 'success' | 'failed' | 'interrupted' | 'refused' | 'abandoned' | 'unknown';

export interface GroupFigures {
  readonly flows: number;
  readonly visits: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly charges_lost: number;
  readonly kpis: Kpis;
}
export interface Availability {
  readonly connectors: number;
  readonly port_uptime: Kpi;
}
export interface Figures extends GroupFigures {
  readonly reliability_index: ReliabilityIndex;
  readonly availability: Availability;
}
export interface Stretch {
  readonly from: string | null;
  readonly to: string | null;
}
export interface Summary {
  readonly current: Stretch & { readonly figures: Figures };
  readonly previous: (Stretch & { readonly figures: Figures }) | null;
}
export type ReasonCounts = Readonly<Record<string, number>>;
export interface FunnelStage {
  readonly stage: string;
  readonly entered: number;
  readonly ok: number;
  readonly failed: number;
  readonly left: number;
  readonly reasons: ReasonCounts;
}
export interface Funnel {
  readonly flows: number;
  readonly stages: readonly FunnelStage[];
}
export type BreakdownBy = 'site' | 'station' | 'vendor' | 'model' | 'firmware' | 'hour' | 'weekday';
export interface Group extends GroupFigures {
  readonly key: string;
  readonly site?: string;
  readonly station?: string;
  readonly vendor?: string;
  readonly model?: string;
  readonly firmware?: string;
  readonly too_few: boolean;
  readonly commonest_reason: string | null;
  readonly reliability_index: ReliabilityIndex | null;
  readonly port_uptime: Kpi | null;
}
export interface Breakdown {
  readonly by: BreakdownBy;
  readonly total: number;
  /** The fewest groups that lost four fifths of the charges lost, together. */
  readonly four_fifths: number;
  readonly items: readonly Group[];
  readonly next_cursor: string | null;
}
export interface Heatmap {
  readonly items: readonly {
    readonly site: string;
    readonly hours: readonly { readonly hour: number; readonly attempts: number; readonly failed: number }[];
  }[];
}
export interface Scorecard extends GroupFigures {
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  readonly stations: number;
  readonly reliability_index: ReliabilityIndex;
  readonly reasons: ReasonCounts;
  readonly port_uptime: Kpi;
  readonly faults: number;
  readonly mtbf_hours: {
    readonly value: number | null;
    readonly low: number;
    readonly high: number | null;
  } | null;
}
export interface FlowStage {
  readonly stage: string;
  readonly start: string | null;
  readonly end: string | null;
  readonly result: 'ok' | 'failed' | 'skipped' | 'inferred';
  readonly reason: string | null;
}
export interface Flow {
  readonly id: string;
  readonly trace_id: string;
  readonly site: string;
  readonly station: string;
  readonly evse: number | null;
  readonly connector: number | null;
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  readonly start: string;
  readonly end: string;
  readonly outcome: Outcome;
  readonly failed_stage: string | null;
  readonly reason: string | null;
  readonly attribution: string | null;
  readonly stages: readonly FlowStage[];
  readonly visit: string;
  readonly attempt: number;
  readonly visit_result: string | null;
  readonly energy_wh: number;
  readonly peak_w: number | null;
  readonly rated_w: number | null;
  readonly machine_start_seconds: number | null;
  readonly retries: number;
}
export interface FlowDetail extends Flow {
  readonly error_codes: readonly string[];
  readonly evidence: readonly { readonly at: string; readonly text: string }[];
  readonly visit_flows: readonly string[];
}
export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}
export interface Connector {
  readonly evse: number;
  readonly connector: number;
  readonly port_id: string | null;
  readonly power_type: 'AC' | 'DC' | null;
  readonly rated_w: number | null;
  readonly state: string | null;
  readonly state_until: string | null;
  readonly incapable_since: string | null;
}
export interface Station {
  readonly station: string;
  readonly site: string;
  readonly site_name: string | null;
  readonly vendor: string;
  readonly model: string;
  readonly firmware: string;
  readonly last_flow: { readonly id: string; readonly start: string; readonly outcome: Outcome } | null;
  readonly connectors: readonly Connector[];
}
export interface StationDetail extends Station {
  readonly figures: Figures;
  readonly firmware_history: readonly {
    readonly firmware: string;
    readonly first_flow: string;
    readonly last_flow: string;
    readonly flows: number;
  }[];
  readonly events: readonly {
    readonly at: string;
    readonly kind: string;
    readonly evse: number;
    readonly connector: number;
    readonly detail: string;
    /** Of a fault: what the catalogue calls it. */
    readonly name: string | null;
  }[];
}
export interface StateInterval {
  readonly evse: number;
  readonly connector: number;
  readonly state: string;
  readonly capable: boolean;
  readonly start: string;
  readonly end: string;
}
export interface IntervalPage extends Page<StateInterval> {
  readonly incapable: readonly {
    readonly evse: number;
    readonly connector: number;
    readonly start: string;
    readonly end: string | null;
    readonly cause: string;
  }[];
}
export interface Inventory {
  readonly sites: readonly { readonly site: string; readonly name: string | null }[];
  readonly equipment: readonly {
    readonly vendor: string;
    readonly model: string;
    readonly firmware: string;
    readonly stations: number;
  }[];
}
export type Programme = 'nevi' | 'cec' | 'uk';
export type Verdict = 'yes' | 'no' | 'open';
export interface UptimeFigures {
  readonly t_minutes: number;
  readonly observed_minutes: number;
  readonly coverage: number | null;
  readonly t_outage_minutes: number;
  readonly t_excluded_minutes: number;
  readonly uptime: number | null;
  readonly uptime_if_unobserved_was_up: number | null;
  readonly uptime_if_unobserved_was_down: number | null;
}
export interface WindowFigures extends UptimeFigures {
  readonly from: string;
  readonly to: string;
  readonly meets_requirement: Verdict;
}
export interface Port {
  readonly port_id: string;
  readonly station: string;
  readonly evse: number;
  readonly site: string;
  readonly applies: boolean | null;
  readonly undecided_minutes: number;
  readonly months: readonly (UptimeFigures & { readonly month: string; readonly window: WindowFigures })[];
  readonly outages: readonly {
    readonly from: string;
    readonly to: string;
    readonly minutes: number;
    readonly states: readonly string[];
  }[];
}
export interface UptimeReport {
  readonly programme: string;
  readonly name: string;
  readonly source: string;
  readonly required: { readonly share: number; readonly strictly: boolean };
  readonly estimate: string | null;
  readonly months: readonly string[];
  readonly network: WindowFigures & {
    readonly ports: number;
    readonly ports_by_verdict: Readonly<Record<Verdict, number>>;
    readonly ports_not_applicable: number;
    readonly ports_not_classified: number;
  };
  readonly ports: readonly Port[];
  readonly notes: readonly string[];
}
export interface Exclusion {
  readonly id: string;
  readonly site: string;
  readonly station: string | null;
  readonly evse: number | null;
  readonly kind: string;
  readonly start: string;
  readonly end: string;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly proposed_by: string;
  readonly state: 'proposed' | 'approved' | 'rejected';
  readonly version: string;
}
export interface WhoAmI {
  readonly role: 'viewer' | 'operator' | 'admin';
  readonly token_role: 'viewer' | 'operator' | 'admin';
  readonly ledger: { readonly first_flow: string | null; readonly last_flow: string | null };
}

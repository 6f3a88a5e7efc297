import type { ConnectorState } from '../../model/availability.ts';
import type { FlowOutcome } from '../../model/flow.ts';
import type { PowerType } from '../../model/place.ts';
import type { Reason } from '../../model/reason.ts';
import type { ExcludedKind } from '../../model/uptime.ts';

/** Minutes and shares of a stretch of time. Nothing observed: `uptime` is null. */
export interface UptimeFigures {
  /** T: the time that the programme measures. */
  readonly t_minutes: number;
  readonly observed_minutes: number;
  /** observed / T: how far the figures can be trusted. */
  readonly coverage: number | null;
  readonly t_outage_minutes: number;
  readonly t_excluded_minutes: number;
  readonly excluded_minutes: Readonly<Partial<Record<ExcludedKind, number>>>;
  /** Of the observed time. */
  readonly uptime: number | null;
  /** (T − (T_outage − T_excluded)) / T. */
  readonly uptime_if_unobserved_was_up: number | null;
  readonly uptime_if_unobserved_was_down: number | null;
}

/** `open`: what nobody watched decides. */
export type Verdict = 'yes' | 'no' | 'open';

/** Figures over a programme's window, with what it asks for. Times are ISO 8601, UTC. */
export interface WindowFigures extends UptimeFigures {
  readonly from: string;
  readonly to: string;
  readonly meets_requirement: Verdict;
}

/** One month of a port. */
export interface MonthFigures extends UptimeFigures {
  readonly month: string;
  readonly from: string;
  readonly to: string;
  readonly window: WindowFigures;
}

/** One stretch in which the port was down, whole, also where it began before the period. */
export interface OutageFigures {
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
  readonly excluded_minutes: Readonly<Partial<Record<ExcludedKind, number>>>;
  /** What the connectors said; `incapable`: available or in use, and charges had shown otherwise. */
  readonly states: readonly (ConnectorState | 'incapable')[];
}

/** One session, as 23 CFR 680.112(a)(3)–(6) asks. Error codes are those of unsuccessful ones. */
export interface SessionFigures {
  readonly start: string;
  readonly end: string;
  readonly outcome: FlowOutcome;
  readonly reason: Reason | null;
  readonly error_codes: readonly string[];
  readonly energy_kwh: number;
  readonly peak_kw: number | null;
  readonly payment_method: string | null;
}

export interface PortFigures {
  readonly port_id: string;
  readonly station: string;
  readonly evse: number;
  readonly site: string;
  readonly time_zone: string;
  readonly opening_hours: string;
  readonly power_type: PowerType;
  readonly rated_w: number | null;
  readonly commissioned: string | null;
  /** null: current or rating not known. */
  readonly applies: boolean | null;
  readonly months: readonly MonthFigures[];
  /** Outage minutes of the period that exclusions nobody has decided about would take out. */
  readonly undecided_minutes: number;
  readonly outages: readonly OutageFigures[];
  /** null where not asked for. */
  readonly sessions: readonly SessionFigures[] | null;
}

/** All ports that the programme applies to, pooled, over the window to the end of the period. */
export interface NetworkFigures extends WindowFigures {
  readonly ports: number;
  /** Ports by whether they meet the requirement by themselves. */
  readonly ports_by_verdict: Readonly<Record<Verdict, number>>;
  readonly ports_not_applicable: number;
  readonly ports_not_classified: number;
}

/** What `firstcharge report --uptime` prints. */
export interface UptimeReport {
  readonly uptime_version: string;
  readonly kpi_version: string;
  readonly programme: string;
  readonly name: string;
  readonly source: string;
  readonly required: { readonly share: number; readonly strictly: boolean };
  readonly average_of: 'port' | 'network';
  readonly window: 'rolling_12_months' | 'calendar_year';
  /** Why the figures are an estimate; null where they are none. */
  readonly estimate: string | null;
  readonly months: readonly string[];
  readonly network: NetworkFigures;
  readonly ports: readonly PortFigures[];
  readonly notes: readonly string[];
}

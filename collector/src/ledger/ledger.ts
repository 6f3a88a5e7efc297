import type { StateInterval } from '../model/availability.ts';
import type { IncapableStretch } from '../model/capability.ts';
import type { Exclusion, ExclusionDecision } from '../model/exclusion.ts';
import type { SettledFlow } from '../model/flow.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import type { Scorecard } from '../model/scorecard.ts';
import type { StationEvent } from '../model/station-event.ts';
import type { Visit } from '../model/visit.ts';

/** A half-open stretch of event time, ms since the epoch, and what to narrow by. */
export interface LedgerQuery {
  readonly from?: number;
  readonly to?: number;
  readonly site?: string;
  readonly station?: string;
}

/** What was learned about a flow after it had been settled. `at` is the stream's time, ms, at which it was. */
export interface Amendment {
  readonly flow: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
  readonly at: number;
}

/** For how many days each kind of row is kept, counted from its end. */
export interface RetentionPolicy {
  /** Flows, their amendments, and visits. */
  readonly flowDays: number;
  /** Intervals of state and capability, restarts and faults, exclusions with their decisions, and scorecards. */
  readonly intervalDays: number;
}

/** Flows 400 days; intervals and exclusions 7 years, as long as programmes may ask for the figures made from them. */
export const DEFAULT_RETENTION: RetentionPolicy = { flowDays: 400, intervalDays: 2557 };

/** How many rows went. */
export interface Pruned {
  readonly flows: number;
  readonly visits: number;
  readonly intervals: number;
  readonly capability: number;
  readonly events: number;
  readonly exclusions: number;
  readonly scorecards: number;
}

/** A connector of which the ledger holds intervals. */
export type ConnectorPlace = Pick<StateInterval, 'site' | 'station' | 'evse' | 'connector'>;

/**
 * What happened, for reports. Writing the same outcome again changes nothing: rows are keyed by deterministic ids, so
 * the stream may be replayed from any earlier point. Of the outcomes it keeps `flow_settled`, `flow_amended`,
 * `visit_ended`, `visit_amended`, `interval_ended`, `capability`, `station_boot` and `fault_raised`, and ignores the rest.
 */
export interface Ledger {
  /** All of it or nothing. A busy or full disk is `retryable`. */
  write(outcomes: readonly Outcome[]): Result<void>;
  /** Flows that began within the query, as amended, in order of start. */
  flows(query: LedgerQuery): Iterable<SettledFlow>;
  /** Visits that began within the query, in order of start. */
  visits(query: LedgerQuery): Iterable<Visit>;
  /** Intervals that overlap the query, cut to it, in order of start. */
  intervals(query: LedgerQuery): Iterable<StateInterval>;
  /** Stretches in which connectors were not capable that overlap the query, whole, in order of start. */
  incapable(query: LedgerQuery): Iterable<IncapableStretch>;
  /** Restarts and faults within the query, in order of time; at most one of a kind a minute. */
  events(query: LedgerQuery): Iterable<StationEvent>;
  /** Amendments that became known within the query, in order of time. */
  amendments(query: LedgerQuery): Iterable<Amendment>;
  /** Every connector that has intervals, in order, at the site of its latest one. */
  connectors(): Iterable<ConnectorPlace>;
  /** Exclusions that overlap the query, whole, in order of start; those of a whole site also for each of its stations. */
  exclusions(query: LedgerQuery): Iterable<Exclusion>;
  /** Adds exclusions as proposed, without their decisions; one whose id is known stays as it is. Gives how many were new. */
  propose(exclusions: readonly Exclusion[]): Result<number>;
  /** Keeps the scorecards of one end of days, in the place of any that are there for it. */
  keepScorecards(until: number, scorecards: readonly Scorecard[]): Result<void>;
  /** Scorecards that end within the query, in order of end and scope; of a site also those of its stations. */
  scorecards(query: LedgerQuery): Iterable<Scorecard>;
  /** The exclusion of that id, null when there is none. */
  exclusion(id: string): Exclusion | null;
  /**
   * Adds what a named person decided, always as the last decision; null when no exclusion has that id. As it stays where the
   * decision's request is known, or `allows`, given it as it is, says no.
   */
  decide(
    id: string,
    decision: ExclusionDecision,
    allows?: (exclusion: Exclusion) => boolean,
  ): Result<Exclusion | null>;
  /** Removes what `policy` no longer keeps; `now` in ms since the epoch. */
  prune(now: number, policy: RetentionPolicy): Result<Pruned>;
  close(): void;
}

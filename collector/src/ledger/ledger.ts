import type { StateInterval } from '../model/availability.ts';
import type { SettledFlow } from '../model/flow.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Result } from '../model/result.ts';
import type { Visit } from '../model/visit.ts';

/** A half-open stretch of event time, ms since the epoch, and what to narrow by. */
export interface LedgerQuery {
  readonly from?: number;
  readonly to?: number;
  readonly site?: string;
  readonly station?: string;
}

/** What happened, for reports. Writing the same outcome again changes nothing: rows are keyed by deterministic ids. */
export interface Ledger {
  write(outcomes: readonly Outcome[]): Result<void>;
  flows(query: LedgerQuery): Iterable<SettledFlow>;
  visits(query: LedgerQuery): Iterable<Visit>;
  intervals(query: LedgerQuery): Iterable<StateInterval>;
  close(): void;
}

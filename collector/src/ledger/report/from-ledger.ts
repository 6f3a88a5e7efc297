import type { Inventory } from '../../inventory/inventory.ts';
import type { Ledger, LedgerQuery } from '../ledger.ts';
import { ReportBuilder } from './report-builder.ts';
import type { Report } from './report.ts';

/**
 * The report of what a ledger holds within `query`. The ledger keeps no messages: findings about them, and the count of
 * open flows, are missing; connector states count as far as they have ended.
 */
export const reportFromLedger = (ledger: Ledger, query: LedgerQuery, inventory?: Inventory): Report => {
  const builder = new ReportBuilder(inventory);
  for (const flow of ledger.flows(query))
    builder.add({ kind: 'flow_settled', at: flow.end, flow, startCounted: true });
  for (const visit of ledger.visits(query)) builder.add({ kind: 'visit_ended', at: visit.end, visit });
  for (const interval of ledger.intervals(query))
    builder.add({ kind: 'interval_ended', at: interval.end, interval });
  for (const stretch of ledger.incapable(query))
    builder.add({ kind: 'capability', at: stretch.start, stretch });
  for (const amendment of ledger.amendments(query)) builder.addAmendment(amendment.flow, null);
  return builder.build({ open: null, until: null });
};

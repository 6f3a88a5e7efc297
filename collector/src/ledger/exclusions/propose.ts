import type { Exclusion } from '../../model/exclusion.ts';
import type { Ledger, LedgerQuery } from '../ledger.ts';
import { proposeSiteLosses } from './site-losses.ts';
import { proposeVehicleFaults } from './vehicle-faults.ts';

/** What the ledger shows within `query` that may be excluded; `at`, ms, is when it is proposed. Nothing is written. */
export const proposalsFrom = (
  ledger: Ledger,
  query: Pick<LedgerQuery, 'from' | 'to'>,
  at: number,
): readonly Exclusion[] => {
  const sites = new Set([...ledger.connectors()].map(({ site }) => site));
  return [...sites].flatMap((site) => {
    const intervals = [...ledger.intervals({ ...query, site })];
    const flows = [...ledger.flows({ ...query, site })].filter(
      ({ reason, attribution }) => reason === 'power_loss' || attribution === 'vehicle',
    );
    return [...proposeSiteLosses(site, intervals, flows, at), ...proposeVehicleFaults(intervals, flows, at)];
  });
};

import type { Inventory } from '../../inventory/inventory.ts';
import type { MaintenanceWindow } from '../../inventory/maintenance/window.ts';
import type { Exclusion } from '../../model/exclusion.ts';
import type { Ledger, LedgerQuery } from '../ledger.ts';
import { proposePlanned } from './planned-maintenance.ts';
import { proposeSiteLosses } from './site-losses.ts';
import { proposeVandalism } from './vandalism.ts';
import { proposeVehicleFaults } from './vehicle-faults.ts';

/** Of what proposals are made. */
export interface ProposalSources {
  readonly ledger: Ledger;
  readonly inventory: Inventory;
  /** Planned work; that of the inventory by default. */
  readonly maintenance?: readonly MaintenanceWindow[];
  /** Who answers for planned work that names nobody. */
  readonly by?: string;
  /** When it is proposed, ms. */
  readonly at: number;
}

/** What the ledger shows within `query`, and what was planned, that may be excluded, site by site. Nothing is written. */
export function* proposalsBySite(
  { ledger, inventory, maintenance = inventory.maintenance, by, at }: ProposalSources,
  query: Pick<LedgerQuery, 'from' | 'to'>,
): Iterable<readonly Exclusion[]> {
  const sites = new Set([...ledger.connectors()].map(({ site }) => site));
  for (const { site } of maintenance) sites.add(site);
  for (const site of sites) {
    const intervals = [...ledger.intervals({ ...query, site })];
    const events = [...ledger.events({ ...query, site })];
    const flows = [...ledger.flows({ ...query, site })].filter(
      ({ reason, attribution }) =>
        reason === 'power_loss' || reason === 'cable_cut' || attribution === 'vehicle',
    );
    const zone = inventory.sites.get(site)?.timeZone ?? 'UTC';
    const within = {
      // They come in order of start.
      start: query.from ?? Math.min(at, intervals[0]?.start ?? at),
      end: query.to ?? at,
    };
    const answering = { at, ...(by === undefined ? {} : { by }) };
    yield [
      ...proposeSiteLosses(site, intervals, flows, events, at),
      ...proposeVehicleFaults(intervals, flows, at),
      ...proposeVandalism(intervals, flows, events, at),
      ...maintenance
        .filter((window) => window.site === site)
        .flatMap((window) => proposePlanned(window, zone, within, intervals, answering)),
    ];
  }
}

/** All of it at once. */
export const proposalsFrom = (
  sources: ProposalSources,
  query: Pick<LedgerQuery, 'from' | 'to'>,
): readonly Exclusion[] => [...proposalsBySite(sources, query)].flat();

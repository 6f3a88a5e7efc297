import { siteOf } from '../../inventory/placement.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { ConnectorPlace, LinkPlace, SitePlace, TerminalPlace } from '../../model/telemetry-outcome.ts';

/**
 * The place of a reading at a station. A reading of an EVSE with one connector belongs to that connector; of one with
 * several, or an EVSE that the inventory does not list, to connector 0 or 1.
 */
export function connectorAt(
  inventory: Inventory,
  station: string,
  evse: number | null,
  connector: number | null,
): { readonly evse: number; readonly connector: number } {
  if (evse === null || evse === 0) return { evse: 0, connector: 0 };
  if (connector !== null && connector > 0) return { evse, connector };
  const listed = inventory.stations.get(station)?.evses.find(({ id }) => id === evse)?.connectors ?? [];
  return { evse, connector: listed.length > 1 ? 0 : (listed[0]?.id ?? 1) };
}

/** The place with its station and site. */
export const connectorPlace = (
  inventory: Inventory,
  station: string,
  evse: number,
  connector: number,
): ConnectorPlace => ({ of: 'connector', site: siteOf(inventory, station), station, evse, connector });

/** A link of the inventory, or a station's own modem; null when nobody knows it. */
export function linkPlace(inventory: Inventory, link: string): LinkPlace | null {
  const listed = inventory.links.get(link);
  if (listed === undefined) return null;
  const { site, kind, stations } = listed;
  return { of: 'link', site, station: (stations.length === 1 && stations[0]) || '', link, linkKind: kind };
}

/** The modem of a station that tells of it itself. */
export const modemPlace = (inventory: Inventory, station: string): LinkPlace => ({
  of: 'link',
  site: siteOf(inventory, station),
  station,
  link: station,
  linkKind: 'modem',
});

/** A terminal of the inventory; null when nobody knows it. */
export function terminalPlace(inventory: Inventory, terminal: string): TerminalPlace | null {
  const listed = inventory.terminals.get(terminal);
  if (listed === undefined) return null;
  const stations = new Set(listed.serves.map(({ station }) => station));
  const station = stations.size === 1 ? ([...stations][0] ?? '') : '';
  return { of: 'terminal', site: listed.site, station, terminal };
}

/** A feeder of a site; null when nobody knows the site, or the site does not list it. */
export function sitePlace(inventory: Inventory, site: string, feeder: string): SitePlace | null {
  const listed = inventory.sites.get(site);
  if (listed === undefined) return null;
  const isKnown = feeder === '' || listed.feeders.some(({ id }) => id === feeder);
  return isKnown ? { of: 'site', site, feeder } : null;
}

import type { RatedConnector } from '../model/signal.ts';
import type { Inventory } from './inventory.ts';

/** OCPP 1.6 connector n as EVSE and connector: as the station's map says, else EVSE n, connector 1. 0 is the whole station. */
export function placeOf16Connector(
  inventory: Inventory,
  station: string,
  connectorId: number,
): { readonly evse: number; readonly connector: number } {
  if (connectorId === 0) return { evse: 0, connector: 0 };
  const mapped = inventory.stations.get(station)?.connectorMap[String(connectorId)];
  return mapped ?? { evse: connectorId, connector: 1 };
}

/** What the inventory knows of a connector; null when it does not list it. */
export function ratedConnector(
  inventory: Inventory,
  station: string,
  evse: number,
  connector: number,
): RatedConnector | null {
  const listed = inventory.stations
    .get(station)
    ?.evses.find(({ id }) => id === evse)
    ?.connectors.find(({ id }) => id === connector);
  return listed === undefined
    ? null
    : { evse, connector, powerType: listed.powerType, ratedW: listed.ratedW };
}

/** The site of a station; the default site when the inventory does not know it. */
export function siteOf(inventory: Inventory, station: string): string {
  return inventory.stations.get(station)?.site ?? inventory.defaultSite;
}

import type { FieldInventory } from './field-inventory.ts';
import type { WrittenInventory } from './inventory-schema.ts';
import type { ExternalIds, InventorySite, InventoryStation } from './inventory.ts';

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

/** The same with `externalIds` as the code calls them. */
function named<T extends { readonly external_ids: ExternalIds }>({
  external_ids: externalIds,
  ...rest
}: T): Omit<T, 'external_ids'> & { readonly externalIds: ExternalIds } {
  return { ...rest, externalIds };
}

function siteOf(written: WrittenInventory['sites'][number]): InventorySite {
  const {
    id,
    name,
    time_zone: timeZone,
    latitude,
    longitude,
    opening_hours: openingHours,
    programme,
    slo,
    external_ids: externalIds,
  } = written;
  const feeders = written.feeders.map(named);
  return {
    ...{ id, name: name ?? id, timeZone, latitude, longitude, openingHours, programme, slo },
    ...{ feeders, externalIds },
  };
}

function stationOf(written: WrittenInventory['stations'][number]): InventoryStation {
  const { id, site, vendor, model, commissioned, connector_map: connectorMap } = written;
  const externalIds = written.external_ids;
  const evses = written.evses.map((evse) => ({
    id: evse.id,
    externalIds: evse.external_ids,
    connectors: evse.connectors.map((connector) => ({
      id: connector.id,
      powerType: connector.power_type,
      ratedW: connector.rated_watts,
      portId: connector.port_id,
      externalIds: connector.external_ids,
    })),
  }));
  return { id, site, vendor, model, commissioned, evses, connectorMap, externalIds };
}

/** A checked file as the inventory that trackers use. */
export function buildInventory(written: WrittenInventory, defaultSite: string): FieldInventory {
  return {
    defaultSite,
    sites: byId(written.sites.map(siteOf)),
    stations: byId(written.stations.map(stationOf)),
    links: byId(written.links.map(named)),
    terminals: byId(written.terminals.map(named)),
    technicians: byId(written.technicians),
    maintenance: written.maintenance,
  };
}

import type { FieldInventory } from './field-inventory.ts';
import type { WrittenInventory } from './inventory-schema.ts';
import type { InventorySite, InventoryStation } from './inventory.ts';

const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));

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
  } = written;
  return { id, name: name ?? id, timeZone, latitude, longitude, openingHours, programme, slo };
}

function stationOf(written: WrittenInventory['stations'][number]): InventoryStation {
  const { id, site, vendor, model, commissioned, connector_map: connectorMap } = written;
  const evses = written.evses.map((evse) => ({
    id: evse.id,
    connectors: evse.connectors.map((connector) => ({
      id: connector.id,
      powerType: connector.power_type,
      ratedW: connector.rated_watts,
      portId: connector.port_id,
      externalIds: connector.external_ids,
    })),
  }));
  return { id, site, vendor, model, commissioned, evses, connectorMap };
}

/** A checked file as the inventory that trackers use. */
export function buildInventory(written: WrittenInventory, defaultSite: string): FieldInventory {
  return {
    defaultSite,
    sites: byId(written.sites.map(siteOf)),
    stations: byId(written.stations.map(stationOf)),
    links: byId(
      written.links.map(({ id, site, kind, external_ids: externalIds }) => ({ id, site, kind, externalIds })),
    ),
    technicians: byId(written.technicians),
    maintenance: written.maintenance,
  };
}

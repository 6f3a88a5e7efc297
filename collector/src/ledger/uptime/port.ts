import type { Inventory, InventoryStation } from '../../inventory/inventory.ts';
import type { PowerType } from '../../model/place.ts';
import type { ConnectorPlace } from '../ledger.ts';

/** What charges one vehicle at a time: an EVSE, or the connectors that share a regulator's port id. */
export interface Port {
  /** The regulator's, else `<station>/<EVSE>`. */
  readonly id: string;
  readonly site: string;
  readonly station: string;
  readonly evse: number;
  /** EVSE and connector ids. */
  readonly connectors: readonly { readonly evse: number; readonly connector: number }[];
  readonly powerType: PowerType;
  /** Of its strongest connector. */
  readonly ratedW: number | null;
  /** Date, `YYYY-MM-DD`. */
  readonly commissioned: string | null;
}

interface Known {
  readonly evse: number;
  readonly connector: number;
  readonly portId: string | null;
  readonly powerType: PowerType;
  readonly ratedW: number | null;
}

const listedOf = (station: InventoryStation | undefined): readonly Known[] =>
  (station?.evses ?? []).flatMap(({ id: evse, connectors }) =>
    connectors.map(({ id: connector, portId, powerType, ratedW }) => ({
      ...{ evse, connector, portId, powerType, ratedW },
    })),
  );

/** The ports of one station: those of the inventory, and those that only the ledger has seen. */
const portsOfStation = (
  station: string,
  site: string,
  listed: InventoryStation | undefined,
  seen: readonly ConnectorPlace[],
): readonly Port[] => {
  const known = [...listedOf(listed)];
  for (const { evse, connector } of seen) {
    if (known.some((one) => one.evse === evse && one.connector === connector)) continue;
    known.push({ evse, connector, portId: null, powerType: null, ratedW: null });
  }
  const groups = new Map<string, Known[]>();
  for (const one of known) {
    const id = one.portId ?? `${station}/${one.evse}`;
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  return [...groups].map(([id, connectors]) => {
    const ratings = connectors.map(({ ratedW }) => ratedW).filter((ratedW) => ratedW !== null);
    const currents = connectors.map(({ powerType }) => powerType).filter((powerType) => powerType !== null);
    return {
      ...{ id, site, station },
      evse: Math.min(...connectors.map(({ evse }) => evse)),
      connectors: connectors.map(({ evse, connector }) => ({ evse, connector })),
      powerType: currents.includes('DC') ? 'DC' : (currents[0] ?? null),
      ratedW: ratings.length > 0 ? Math.max(...ratings) : null,
      commissioned: listed?.commissioned ?? null,
    };
  });
};

/** Every port of the inventory and of the ledger, by station, in order. */
export const portsOf = (
  seen: Iterable<ConnectorPlace>,
  inventory: Inventory,
): ReadonlyMap<string, readonly Port[]> => {
  const places = new Map<string, ConnectorPlace[]>();
  for (const station of inventory.stations.keys()) places.set(station, []);
  for (const place of seen) places.set(place.station, [...(places.get(place.station) ?? []), place]);
  return new Map(
    [...places]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([station, connectors]) => {
        const listed = inventory.stations.get(station);
        const site = listed?.site ?? connectors.at(-1)?.site ?? inventory.defaultSite;
        return [station, portsOfStation(station, site, listed, connectors)];
      }),
  );
};

/** Whether something at an EVSE and connector happened at a port; a connector that nobody knows counts for its EVSE. */
export const isAtPort = (
  port: Port,
  { evse, connector }: { readonly evse: number | null; readonly connector: number | null },
): boolean =>
  port.connectors.some((one) => one.evse === evse && (connector === null || one.connector === connector));

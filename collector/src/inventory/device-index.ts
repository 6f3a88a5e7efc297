import type { ExternalIds, Inventory } from './inventory.ts';

/** What a device of the fleet is known by; several where the inventory cannot tell them apart. */
export type Found<T> = T | 'unknown' | 'ambiguous';

export interface FoundEvse {
  readonly station: string;
  readonly evse: number;
}

export interface FoundConnector extends FoundEvse {
  readonly connector: number;
}

export interface FoundFeeder {
  readonly site: string;
  readonly feeder: string;
}

const keyOf = (kind: string, id: string): string => `${kind}\0${id.trim().toLowerCase()}`;

/** External id → device of one sort. */
class Register<T extends object> {
  readonly #devices = new Map<string, T[]>();

  add(ids: ExternalIds, device: T): void {
    for (const [kind, id] of Object.entries(ids)) {
      const key = keyOf(kind, id);
      const known = this.#devices.get(key);
      if (known === undefined) this.#devices.set(key, [device]);
      else known.push(device);
    }
  }

  find(kind: string, id: string, fits: (device: T) => boolean = () => true): Found<T> {
    const [first, second] = this.#devices.get(keyOf(kind, id))?.filter(fits) ?? [];
    if (first === undefined) return 'unknown';
    return second === undefined ? first : 'ambiguous';
  }
}

interface Id {
  readonly id: string;
}

/** Devices of an inventory by the ids that other systems have for them. Case and blanks at the ends do not count. */
export class DeviceIndex {
  readonly #sites = new Register<Id>();
  readonly #feeders = new Register<FoundFeeder>();
  readonly #stations = new Register<Id>();
  readonly #evses = new Register<FoundEvse>();
  readonly #connectors = new Register<FoundConnector>();
  readonly #links = new Register<Id>();
  readonly #terminals = new Register<Id>();

  constructor({ sites, stations, links, terminals }: Inventory) {
    for (const site of sites.values()) {
      this.#sites.add(site.externalIds, site);
      for (const { id: feeder, externalIds } of site.feeders)
        this.#feeders.add(externalIds, { site: site.id, feeder });
    }
    for (const station of stations.values()) {
      this.#stations.add(station.externalIds, station);
      for (const evse of station.evses) {
        this.#evses.add(evse.externalIds, { station: station.id, evse: evse.id });
        for (const connector of evse.connectors) {
          const place = { station: station.id, evse: evse.id, connector: connector.id };
          this.#connectors.add(connector.externalIds, place);
        }
      }
    }
    for (const link of links.values()) this.#links.add(link.externalIds, link);
    for (const terminal of terminals.values()) this.#terminals.add(terminal.externalIds, terminal);
  }

  /** @param sort which sort of device carries the id */
  find(sort: 'site' | 'station' | 'link' | 'terminal', kind: string, id: string): Found<Id> {
    const registers = {
      site: this.#sites,
      station: this.#stations,
      link: this.#links,
      terminal: this.#terminals,
    };
    return registers[sort].find(kind, id);
  }

  /** @param site looked at alone; null: all */
  feeder(kind: string, id: string, site: string | null): Found<FoundFeeder> {
    return this.#feeders.find(kind, id, (found) => site === null || found.site === site);
  }

  /** @param station looked at alone; null: all */
  evse(kind: string, id: string, station: string | null): Found<FoundEvse> {
    return this.#evses.find(kind, id, (found) => station === null || found.station === station);
  }

  /** @param station looked at alone; null: all */
  connector(kind: string, id: string, station: string | null): Found<FoundConnector> {
    return this.#connectors.find(kind, id, (found) => station === null || found.station === station);
  }
}

const indexes = new WeakMap<Inventory, DeviceIndex>();

/** The index of an inventory, made once. */
export function devicesOf(inventory: Inventory): DeviceIndex {
  const known = indexes.get(inventory);
  if (known !== undefined) return known;
  const index = new DeviceIndex(inventory);
  indexes.set(inventory, index);
  return index;
}

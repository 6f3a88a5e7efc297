import type { Arrival } from '../model/arrival.ts';
import type { WrittenInventory } from '../inventory/inventory-schema.ts';

/** Hostile or broken logs must not fill the memory. */
const MOST_STATIONS = 100_000;
const HIGHEST_ID = 100;
const LONGEST_WORD = 50;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

const idOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= HIGHEST_ID ? value : null;

const wordOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim().slice(0, LONGEST_WORD) : '';

interface Discovered {
  vendor: string;
  model: string;
  /** EVSE → its connectors. */
  readonly evses: Map<number, Set<number>>;
}

/** Learns from traffic which stations there are, what they are and which connectors they have. */
export class InventoryDiscovery {
  readonly #stations = new Map<string, Discovered>();

  /** Notes what an arrival tells; a station is listed from its first one on. */
  see(arrival: Arrival): void {
    if (arrival.kind !== 'frame' && arrival.kind !== 'connection') return;
    const station = this.#station(arrival.station);
    if (station === null || arrival.kind === 'connection' || arrival.direction !== 'from_station') return;
    // OCPP-J part 4 §4.2.1: [2, id, action, payload]; OCPP 2.1 SEND is message type 6.
    const [type, , action, payload] = arrival.frame ?? [];
    if (type !== 2 && type !== 6) return;
    const fields = fieldsOf(payload);
    if (action === 'BootNotification') this.#boot(station, fields);
    else this.#place(station, fields);
  }

  /** A skeleton to fill in: stations in order of id, all at `site`. */
  inventory(site: string): WrittenInventory {
    const stations = [...this.#stations].sort(([one], [other]) => (one < other ? -1 : 1));
    return {
      sites: [
        {
          id: site,
          name: site,
          time_zone: 'UTC',
          latitude: null,
          longitude: null,
          opening_hours: '24/7',
          programme: null,
          slo: null,
          feeders: [],
          external_ids: {},
        },
      ],
      stations: stations.map(([id, { vendor, model, evses }]) => ({
        id,
        site,
        vendor,
        model,
        commissioned: null,
        evses: inOrder(evses.keys()).map((evse) => ({
          id: evse,
          external_ids: {},
          connectors: inOrder(evses.get(evse) ?? []).map((connector) => ({
            id: connector,
            power_type: null,
            rated_watts: null,
            port_id: null,
            external_ids: {},
          })),
        })),
        connector_map: {},
        external_ids: {},
      })),
      links: [],
      terminals: [],
      technicians: [],
      maintenance: [],
    };
  }

  #station(id: string): Discovered | null {
    const known = this.#stations.get(id);
    if (known !== undefined) return known;
    if (this.#stations.size >= MOST_STATIONS) return null;
    const station = { vendor: '', model: '', evses: new Map<number, Set<number>>() };
    this.#stations.set(id, station);
    return station;
  }

  #boot(station: Discovered, payload: Fields): void {
    const inner = fieldsOf(payload['chargingStation']);
    station.vendor = wordOf(payload['chargePointVendor'] ?? inner['vendorName']) || station.vendor;
    station.model = wordOf(payload['chargePointModel'] ?? inner['model']) || station.model;
  }

  #place(station: Discovered, payload: Fields): void {
    const evse = fieldsOf(payload['evse']);
    const evseId = idOf(payload['evseId'] ?? evse['id']);
    const connectorId = idOf(payload['connectorId'] ?? evse['connectorId']);
    if (evseId !== null) add(station.evses, evseId, connectorId ?? 1);
    // OCPP 1.6 knows no EVSE: connector n is EVSE n, connector 1.
    else if (connectorId !== null && !('evseId' in payload)) add(station.evses, connectorId, 1);
  }
}

const inOrder = (ids: Iterable<number>): number[] => [...ids].sort((one, other) => one - other);

function add(evses: Map<number, Set<number>>, evse: number, connector: number): void {
  const connectors = evses.get(evse) ?? new Set();
  evses.set(evse, connectors.add(connector));
}

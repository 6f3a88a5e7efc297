import type { MaintenanceWindow } from './maintenance/window.ts';
import type { PowerType } from '../model/place.ts';

/** Kind → id: `{ iccid: '8949…' }`. Kinds are the operator's words; mapping files look devices up by them. */
export type ExternalIds = Readonly<Record<string, string>>;

/** One connector of the inventory. */
export interface InventoryConnector {
  readonly id: number;
  readonly powerType: PowerType;
  readonly ratedW: number | null;
  /** The regulator's port id. */
  readonly portId: string | null;
  readonly externalIds: ExternalIds;
}

export interface InventoryEvse {
  readonly id: number;
  readonly connectors: readonly InventoryConnector[];
  /** What other systems call it: `{ everest: evse_manager_1 }`. One station's EVSEs differ in them, those of two need not. */
  readonly externalIds: ExternalIds;
}

export interface InventoryStation {
  readonly id: string;
  readonly site: string;
  readonly vendor: string;
  readonly model: string;
  /** Date of commissioning, `YYYY-MM-DD`. */
  readonly commissioned: string | null;
  readonly evses: readonly InventoryEvse[];
  /** OCPP 1.6 connectorId → EVSE and connector, where it is not n → (n, 1). */
  readonly connectorMap: Readonly<Record<string, { readonly evse: number; readonly connector: number }>>;
  readonly externalIds: ExternalIds;
}

/** A way by which power comes to a site, or goes to part of it, with a meter of its own. */
export interface InventoryFeeder {
  readonly id: string;
  /** Of its meter, breaker or gateway. */
  readonly externalIds: ExternalIds;
}

/** A router or SIM of a site. */
export interface InventoryLink {
  readonly id: string;
  readonly site: string;
  readonly kind: 'router' | 'sim';
  /** Stations that have no other way to the backend; empty: all of the site. */
  readonly stations: readonly string[];
  readonly externalIds: ExternalIds;
}

/** A payment terminal. */
export interface InventoryTerminal {
  readonly id: string;
  readonly site: string;
  /** What is paid for there; empty: all EVSEs of the site. `evse` null: all of the station. */
  readonly serves: readonly { readonly station: string; readonly evse: number | null }[];
  readonly externalIds: ExternalIds;
}

export interface InventorySite {
  readonly id: string;
  readonly name: string;
  /** IANA time zone. */
  readonly timeZone: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** `24/7` or OSM opening_hours text. */
  readonly openingHours: string;
  readonly programme: 'nevi' | 'cec' | 'uk' | null;
  /** Target share of charge starts, 0–1. */
  readonly slo: number | null;
  readonly feeders: readonly InventoryFeeder[];
  /** Of the site as a whole: its gateway, its grid connection. */
  readonly externalIds: ExternalIds;
}

/** Who belongs where. Stations that are not listed are tracked under `defaultSite`, never dropped. */
export interface Inventory {
  readonly defaultSite: string;
  readonly sites: ReadonlyMap<string, InventorySite>;
  readonly stations: ReadonlyMap<string, InventoryStation>;
  readonly links: ReadonlyMap<string, InventoryLink>;
  readonly terminals: ReadonlyMap<string, InventoryTerminal>;
  /** Planned work. */
  readonly maintenance: readonly MaintenanceWindow[];
}

/** An inventory that knows nobody. */
export const EMPTY_INVENTORY: Inventory = {
  defaultSite: 'default',
  sites: new Map(),
  stations: new Map(),
  links: new Map(),
  terminals: new Map(),
  maintenance: [],
};

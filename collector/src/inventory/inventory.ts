import type { MaintenanceWindow } from './maintenance/window.ts';
import type { PowerType } from '../model/place.ts';

/** One connector of the inventory. */
export interface InventoryConnector {
  readonly id: number;
  readonly powerType: PowerType;
  readonly ratedW: number | null;
  /** The regulator's port id. */
  readonly portId: string | null;
  readonly externalIds: Readonly<Record<string, string>>;
}

export interface InventoryEvse {
  readonly id: number;
  readonly connectors: readonly InventoryConnector[];
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
}

/** Who belongs where. Stations that are not listed are tracked under `defaultSite`, never dropped. */
export interface Inventory {
  readonly defaultSite: string;
  readonly sites: ReadonlyMap<string, InventorySite>;
  readonly stations: ReadonlyMap<string, InventoryStation>;
  /** Planned work. */
  readonly maintenance: readonly MaintenanceWindow[];
}

/** An inventory that knows nobody. */
export const EMPTY_INVENTORY: Inventory = {
  defaultSite: 'default',
  sites: new Map(),
  stations: new Map(),
  maintenance: [],
};

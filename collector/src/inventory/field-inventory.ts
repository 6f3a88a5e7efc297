import type { Inventory } from './inventory.ts';

/** A router or SIM of a site. */
export interface InventoryLink {
  readonly id: string;
  readonly site: string;
  readonly kind: 'router' | 'sim';
  readonly externalIds: Readonly<Record<string, string>>;
}

/** Who can be sent. `base` is the site or place that they start from. */
export interface Technician {
  readonly id: string;
  readonly skills: readonly string[];
  readonly base: string | null;
}

/** The inventory with what dispatch needs beside what trackers need. */
export interface FieldInventory extends Inventory {
  readonly links: ReadonlyMap<string, InventoryLink>;
  readonly technicians: ReadonlyMap<string, Technician>;
}

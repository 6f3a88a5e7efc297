import type { Inventory } from './inventory.ts';

/** Who can be sent. `base` is the site or place that they start from. */
export interface Technician {
  readonly id: string;
  readonly skills: readonly string[];
  readonly base: string | null;
}

/** The inventory with what dispatch needs beside what trackers need. */
export interface FieldInventory extends Inventory {
  readonly technicians: ReadonlyMap<string, Technician>;
}

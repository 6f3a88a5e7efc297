import type { DatabaseSync } from 'node:sqlite';
import type { Inventory } from '../../inventory/inventory.ts';
import type { UptimeProgramme } from '../../inventory/programmes/programme.ts';
import type { FigureSource } from '../../ledger/sqlite/figures/figure-source.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { FaultNames } from '../../processors/fault-catalogue.ts';

/** What answers are made from. */
export interface AnswerContext {
  readonly ledger: Ledger;
  readonly database: DatabaseSync;
  readonly figures: FigureSource;
  readonly inventory: Inventory;
  readonly programmes: ReadonlyMap<string, UptimeProgramme>;
  readonly faultNames: FaultNames;
  /** ms since the epoch. */
  readonly now: () => number;
}

import type { FieldInventory } from '../../inventory/field-inventory.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { UptimeProgramme } from '../../inventory/programmes/programme.ts';
import type { FaultNames } from '../../processors/fault-catalogue.ts';
import type { AnsweredOperation, Circumstances } from '../answers/answers.ts';
import type { Refusal } from '../answers/refusal.ts';

/** What a thread is started with. */
export interface ThreadSettings {
  /** File of the ledger. */
  readonly ledger: string;
  readonly inventory: FieldInventory | Inventory;
  readonly programmes: ReadonlyMap<string, UptimeProgramme>;
  readonly faultNames: FaultNames;
  /** Figures of the last so many days are kept in memory. */
  readonly figureDays: number;
}

/** What a thread is told. */
export type Message =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly operation: AnsweredOperation;
      readonly asked: unknown;
      readonly circumstances: Circumstances;
    }
  /** Which flows there are: whether the ledger can be read at all. */
  | { readonly kind: 'span'; readonly id: number }
  | { readonly kind: 'inventory'; readonly inventory: FieldInventory | Inventory };

/** What it says: an answer as text with a sign that changes with it, or why there is none. */
export type Reply =
  | { readonly kind: 'answer'; readonly id: number; readonly text: string; readonly etag: string }
  | { readonly kind: 'refusal'; readonly id: number; readonly refusal: Refusal };

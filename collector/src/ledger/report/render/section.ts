import type { Column } from './table.ts';

/** One table of the report. */
export interface Section {
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** A sentence below the table. */
  readonly note?: string;
}

/** A note where a table shows only its first rows. */
export const restNote = (shown: number, all: number, what: string): { note?: string } =>
  all > shown ? { note: `and ${all - shown} more: --format json has all ${what}` } : {};

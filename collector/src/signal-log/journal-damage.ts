/** What the journal found damaged since it was opened. Damage is skipped and counted, never fatal. */
export interface JournalDamage {
  /** Torn or uncommitted bytes cut off the end at opening. */
  bytesCut: number;
  /** Lines that could not be read. */
  lines: number;
  /** Batches whose checksum did not match. */
  batches: number;
  /** Bytes between two segments that are gone. */
  bytesMissing: number;
  /** Snapshots that could not be read. */
  snapshots: number;
}

/** Nothing damaged. */
export const noDamage = (): JournalDamage => ({
  bytesCut: 0,
  lines: 0,
  batches: 0,
  bytesMissing: 0,
  snapshots: 0,
});

import type { Batch } from '../model/batch.ts';
import type { Result } from '../model/result.ts';

/** A durable batch and the offset that follows it. */
export interface LogEntry {
  readonly batch: Batch;
  /** Where reading goes on after this batch. */
  readonly next: number;
}

/** State of the trackers as of an offset. */
export interface Snapshot {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/**
 * The one durable thing in the stream. Offsets grow, are comparable, and stay valid over restarts. A reader sees only
 * what is durable. After a crash the log holds a prefix of what was appended, all acknowledged batches included.
 */
export interface SignalLog {
  /**
   * Resolves with the offset after the batch once it is durable (group commit). A batch whose position is contained already
   * is acknowledged and not kept again. `retryable` while the disk is full, failing or behind: nothing of the batch was kept.
   */
  append(batch: Batch): Promise<Result<number>>;
  /** Everything durable from `offset` on, in order, then ends. */
  read(offset: number): AsyncIterable<LogEntry>;
  /** Highest journalled sequence of each source. */
  positions(): ReadonlyMap<string, number>;
  saveSnapshot(snapshot: Snapshot): Promise<Result<void>>;
  /** The newest readable snapshot, null when there is none. */
  loadSnapshot(): Promise<Result<Snapshot | null>>;
  /** Drops what lies wholly before `offset`, and is not needed by the older of the two snapshots that are kept. */
  truncateBefore(offset: number): Promise<Result<void>>;
  close(): Promise<void>;
}

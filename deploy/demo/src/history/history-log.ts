import type { Batch } from '@firstcharge/collector/model/batch.ts';
import { ok, type Result } from '@firstcharge/collector/model/result.ts';
import type { LogEntry, SignalLog, Snapshot } from '@firstcharge/collector/signal-log/signal-log.ts';

/** Names the source of the history, so that a stream that goes on from a snapshot knows that it missed nothing. */
export const HISTORY_SOURCE = 'demo-history';

/** A signal log for a stream that reads a file which is kept anyway: it holds the newest snapshot and nothing else. */
export class HistoryLog implements SignalLog {
  #snapshot: Snapshot | null;
  #batches = 0;

  /** Goes on from a snapshot, or from nothing. */
  constructor(snapshot: Uint8Array | null) {
    this.#snapshot = snapshot === null ? null : { offset: 0, bytes: snapshot };
  }

  append(_batch: Batch): Promise<Result<number>> {
    return Promise.resolve(ok((this.#batches += 1)));
  }

  async *read(): AsyncGenerator<LogEntry> {
    // Nothing was kept, so there is nothing to read again.
  }

  positions(): ReadonlyMap<string, number> {
    return new Map(this.#snapshot === null ? [] : [[HISTORY_SOURCE, 0]]);
  }

  saveSnapshot(snapshot: Snapshot): Promise<Result<void>> {
    this.#snapshot = snapshot;
    return Promise.resolve(ok(undefined));
  }

  loadSnapshot(): Promise<Result<Snapshot | null>> {
    return Promise.resolve(ok(this.#snapshot));
  }

  truncateBefore(_offset: number): Promise<Result<void>> {
    return Promise.resolve(ok(undefined));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

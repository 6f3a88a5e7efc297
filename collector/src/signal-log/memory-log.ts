import type { Batch } from '../model/batch.ts';
import { failed, ok, permanent, type Result } from '../model/result.ts';
import { decodeArrival, encodeArrival } from './arrival-line.ts';
import type { LogEntry, SignalLog, Snapshot } from './signal-log.ts';
import { SourcePositions } from './source-positions.ts';

const KEPT_SNAPSHOTS = 2;

/** What arrivals are after a way through the log, so that a test sees the same as with files. */
function written(batch: Batch): Batch {
  const arrivals = batch.arrivals.map(encodeArrival).flatMap((line) => {
    const decoded = decodeArrival(line);
    return decoded === null || typeof decoded === 'string' ? [] : [decoded];
  });
  return batch.position === undefined ? { arrivals } : { arrivals, position: batch.position };
}

/** A signal log that lives as long as its process: for tests, replays and reports. Offsets count batches. */
export class MemoryLog implements SignalLog {
  #entries: LogEntry[] = [];
  #end = 0;
  #snapshots: Snapshot[] = [];
  #closed = false;
  readonly #positions = new SourcePositions();

  async append(batch: Batch): Promise<Result<number>> {
    if (this.#closed) return failed(permanent('the log is closed'));
    if (batch.position !== undefined && this.#positions.contains(batch.position)) return ok(this.#end);
    try {
      this.#entries.push({ batch: written(batch), next: this.#end + 1 });
    } catch (error) {
      return failed(permanent(`a batch cannot be written as lines: ${String(error)}`));
    }
    this.#end += 1;
    if (batch.position !== undefined) this.#positions.advance(batch.position);
    return ok(this.#end);
  }

  async *read(offset: number): AsyncGenerator<LogEntry> {
    for (const entry of [...this.#entries]) if (entry.next > offset) yield entry;
  }

  positions(): ReadonlyMap<string, number> {
    return this.#positions.entries();
  }

  async saveSnapshot(snapshot: Snapshot): Promise<Result<void>> {
    const others = this.#snapshots.filter(({ offset }) => offset !== snapshot.offset);
    const newestFirst = [snapshot, ...others].sort((one, other) => other.offset - one.offset);
    this.#snapshots = newestFirst.slice(0, KEPT_SNAPSHOTS);
    return ok(undefined);
  }

  async loadSnapshot(): Promise<Result<Snapshot | null>> {
    return ok(this.#snapshots[0] ?? null);
  }

  async truncateBefore(offset: number): Promise<Result<void>> {
    const needed = Math.min(offset, ...this.#snapshots.map((snapshot) => snapshot.offset));
    this.#entries = this.#entries.filter(({ next }) => next > needed);
    return ok(undefined);
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}

import { crc32 } from 'node:zlib';
import type { Batch } from '../model/batch.ts';
import { failed, ok, permanent, retryable, type Result } from '../model/result.ts';
import { encodeArrival } from './arrival-line.ts';
import { encodeCommit } from './commit-line.ts';
import type { SegmentWriter } from './segment-writer.ts';
import { SourcePositions } from './source-positions.ts';

/** How appends are gathered into one write and one wait for the disk. */
export interface GroupCommitSettings {
  /** Least time between two waits for the disk, ms: the longest that an append is held back. */
  readonly windowMs: number;
  /** So many bytes waiting are written at once. */
  readonly groupBytes: number;
  /** Above this many bytes waiting appends are answered `retryable`. */
  readonly pendingBytes: number;
  /** A monotonic clock, ms. */
  readonly now: () => number;
}

/** A batch above this would not fit a reader's memory. */
const LARGEST_BATCH_BYTES = 32 * 1024 * 1024;

interface PendingBatch {
  readonly batch: Batch;
  readonly lines: Buffer;
  readonly resolve: (result: Result<number>) => void;
}

function encodeLines(batch: Batch): Buffer {
  let text = '';
  for (const arrival of batch.arrivals) text += `${encodeArrival(arrival)}\n`;
  return Buffer.from(text);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Gathers appends: the first one after a pause is written at once, those that come meanwhile together. */
export class GroupCommit {
  readonly #writer: SegmentWriter;
  readonly #settings: GroupCommitSettings;
  readonly #positions: SourcePositions;
  #pending: PendingBatch[] = [];
  #pendingBytes = 0;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> | null = null;
  #lastWrite = -Infinity;

  constructor(writer: SegmentWriter, positions: SourcePositions, settings: GroupCommitSettings) {
    this.#writer = writer;
    this.#positions = positions;
    this.#settings = settings;
  }

  append(batch: Batch): Promise<Result<number>> {
    if (this.#pendingBytes > this.#settings.pendingBytes) {
      return Promise.resolve(failed(retryable('the journal is behind its senders', this.#settings.windowMs)));
    }
    let lines: Buffer;
    try {
      lines = encodeLines(batch);
    } catch (error) {
      return Promise.resolve(failed(permanent(`a batch cannot be written as lines: ${messageOf(error)}`)));
    }
    if (lines.length > LARGEST_BATCH_BYTES) {
      return Promise.resolve(
        failed(permanent(`a batch of ${lines.length} bytes is above ${LARGEST_BATCH_BYTES}`)),
      );
    }
    return new Promise((resolve) => {
      this.#pending.push({ batch, lines, resolve });
      this.#pendingBytes += lines.length;
      this.#schedule();
    });
  }

  /** Resolves when everything appended so far has been answered. */
  async drain(): Promise<void> {
    while (this.#writing !== null || this.#pending.length > 0) {
      this.#start();
      await this.#writing;
    }
  }

  #schedule(): void {
    if (this.#writing !== null) return;
    const since = this.#settings.now() - this.#lastWrite;
    const full = this.#pendingBytes >= this.#settings.groupBytes;
    const wait = full ? 0 : Math.max(0, this.#settings.windowMs - since);
    if (this.#timer !== null && wait > 0) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#start(), wait);
  }

  #start(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#writing !== null || this.#pending.length === 0) return;
    const group = this.#takeGroup();
    this.#writing = this.#commit(group).then(() => {
      this.#writing = null;
      this.#lastWrite = this.#settings.now();
      if (this.#pending.length > 0) this.#schedule();
    });
  }

  #takeGroup(): readonly PendingBatch[] {
    let bytes = 0;
    const count =
      this.#pending.findIndex(({ lines }) => (bytes += lines.length) >= this.#settings.groupBytes) + 1;
    const group = this.#pending.splice(0, count === 0 ? this.#pending.length : count);
    for (const { lines } of group) this.#pendingBytes -= lines.length;
    return group;
  }

  async #commit(group: readonly PendingBatch[]): Promise<void> {
    const synced = this.#writer.end;
    const seen = new SourcePositions();
    const parts: Buffer[] = [];
    const ends: number[] = [];
    let length = 0;
    for (const { batch, lines } of group) {
      const position = batch.position ?? null;
      const resent = position !== null && (this.#positions.contains(position) || seen.contains(position));
      if (!resent) {
        if (position !== null) seen.advance(position);
        const commit = Buffer.from(encodeCommit({ crc32: crc32(lines), synced, position }));
        parts.push(lines, commit);
        length += lines.length + commit.length;
      }
      ends.push(length);
    }
    try {
      const header =
        length === 0 ? 0 : await this.#writer.write(Buffer.concat(parts, length), this.#positions);
      for (const [source, sequence] of seen.entries()) this.#positions.advance({ source, sequence });
      group.forEach(({ resolve }, index) => resolve(ok(synced + header + (ends[index] ?? length))));
    } catch (error) {
      const failure = failed(retryable(`the journal cannot be written: ${messageOf(error)}`));
      for (const { resolve } of group) resolve(failure);
    }
  }
}

import { mkdir, rm } from 'node:fs/promises';
import type { Batch } from '../model/batch.ts';
import { failed, ok, permanent, retryable, type Failure, type Result } from '../model/result.ts';
import { batchesOf } from './batches.ts';
import { GroupCommit, type GroupCommitSettings } from './group-commit.ts';
import { noDamage, type JournalDamage } from './journal-damage.ts';
import { recover } from './recovery.ts';
import { openSegmentFile, type OpenSegmentFile } from './segment-file.ts';
import { SegmentWriter } from './segment-writer.ts';
import { listSegments } from './segments.ts';
import type { LogEntry, SignalLog, Snapshot } from './signal-log.ts';
import { readSnapshot, removeUnfinishedSnapshots, snapshotOffsets, writeSnapshot } from './snapshots.ts';
import type { SourcePositions } from './source-positions.ts';
import { lockDirectory, type WriterLock } from './writer-lock.ts';

/** What the code passes in; the defaults are those of a collector in service. */
export interface FileJournalSettings extends GroupCommitSettings {
  readonly directory: string;
  /** A segment that has grown to this size is followed by a new one. */
  readonly segmentBytes: number;
  readonly openFile: OpenSegmentFile;
}

const DEFAULTS: Omit<FileJournalSettings, 'directory'> = {
  windowMs: 50,
  groupBytes: 256 * 1024,
  pendingBytes: 64 * 1024 * 1024,
  segmentBytes: 64 * 1024 * 1024,
  now: () => performance.now(),
  openFile: openSegmentFile,
};

const failureOf = (doing: string, error: unknown): Failure =>
  retryable(`${doing}: ${error instanceof Error ? error.message : String(error)}`);

/** The signal log as files of one directory: segments of lines in the `ocpp_log` format, snapshots and a lock. */
export class FileJournal implements SignalLog {
  readonly #directory: string;
  readonly #lock: WriterLock;
  readonly #writer: SegmentWriter;
  readonly #commits: GroupCommit;
  readonly #positions: SourcePositions;
  readonly #damage: JournalDamage;
  #closed = false;

  constructor(
    settings: FileJournalSettings,
    lock: WriterLock,
    writer: SegmentWriter,
    positions: SourcePositions,
    damage: JournalDamage,
  ) {
    this.#directory = settings.directory;
    this.#lock = lock;
    this.#writer = writer;
    this.#positions = positions;
    this.#damage = damage;
    this.#commits = new GroupCommit(writer, positions, settings);
  }

  append(batch: Batch): Promise<Result<number>> {
    if (this.#closed) return Promise.resolve(failed(permanent('the journal is closed')));
    return this.#commits.append(batch);
  }

  /** Offset behind the last durable batch. */
  end(): number {
    return this.#writer.end;
  }

  /** What was found damaged since opening. */
  damage(): Readonly<JournalDamage> {
    return { ...this.#damage };
  }

  /** As the interface says; begins with the oldest batch kept when `offset` is older. Rejects when a file cannot be read. */
  async *read(offset: number): AsyncGenerator<LogEntry> {
    const end = this.#writer.end;
    let expected: number | null = null;
    for (const segment of await listSegments(this.#directory)) {
      const until = Math.min(segment.end, end);
      if (until <= offset || segment.start >= end) continue;
      if (expected !== null && segment.start > expected)
        this.#damage.bytesMissing += segment.start - expected;
      expected = segment.end;
      yield* batchesOf(segment, offset, until, this.#damage);
    }
  }

  positions(): ReadonlyMap<string, number> {
    return this.#positions.entries();
  }

  async saveSnapshot(snapshot: Snapshot): Promise<Result<void>> {
    try {
      return ok(await writeSnapshot(this.#directory, snapshot));
    } catch (error) {
      return failed(failureOf('a snapshot cannot be written', error));
    }
  }

  async loadSnapshot(): Promise<Result<Snapshot | null>> {
    try {
      return ok(await readSnapshot(this.#directory, this.#damage));
    } catch (error) {
      return failed(failureOf('the snapshots cannot be read', error));
    }
  }

  async truncateBefore(offset: number): Promise<Result<void>> {
    try {
      // Should the newest snapshot turn out damaged, the one before needs the batches behind it.
      const needed = Math.min(offset, ...(await snapshotOffsets(this.#directory)));
      const old = (await listSegments(this.#directory)).filter(
        ({ start, end }) => end <= needed && start < this.#writer.segmentStart,
      );
      for (const { path } of old) await rm(path, { force: true });
      return ok(undefined);
    } catch (error) {
      return failed(failureOf('old segments cannot be removed', error));
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#commits.drain();
    await this.#writer.close();
    await this.#lock.release();
  }
}

async function openLocked(settings: FileJournalSettings, lock: WriterLock): Promise<FileJournal> {
  const { directory, openFile, segmentBytes } = settings;
  await removeUnfinishedSnapshots(directory);
  const segments = await listSegments(directory);
  const { end: found, positions, bytesCut } = await recover(segments);
  const [newestSnapshot = 0] = await snapshotOffsets(directory);
  // Segments that were deleted by hand must not let offsets begin anew below a snapshot: it would hide new batches.
  const end = Math.max(found, newestSnapshot);
  const segmentStart = end > found ? end : (segments.at(-1)?.start ?? end);
  const writer = new SegmentWriter({ directory, segmentStart, end }, openFile, segmentBytes);
  return new FileJournal(settings, lock, writer, positions, { ...noDamage(), bytesCut });
}

/**
 * Opens the journal of a directory, creating it when missing, and cuts off what a crash left torn. `permanent` when another
 * process writes there or the directory cannot be used.
 */
export async function openFileJournal(
  given: Partial<FileJournalSettings> & Pick<FileJournalSettings, 'directory'>,
): Promise<Result<FileJournal>> {
  const settings = { ...DEFAULTS, ...given };
  try {
    await mkdir(settings.directory, { recursive: true, mode: 0o750 });
  } catch (error) {
    return failed(permanent(`${settings.directory} cannot be created: ${String(error)}`));
  }
  const lock = await lockDirectory(settings.directory);
  if (!lock.ok) return lock;
  try {
    return ok(await openLocked(settings, lock.value));
  } catch (error) {
    await lock.value.release();
    return failed(failureOf(`the journal in ${settings.directory} cannot be read`, error));
  }
}

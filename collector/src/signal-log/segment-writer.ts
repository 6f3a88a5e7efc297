import { dirname, join } from 'node:path';
import { encodeHeader } from './commit-line.ts';
import { syncDirectory, type OpenSegmentFile, type SegmentFile } from './segment-file.ts';
import { segmentName } from './segments.ts';
import type { SourcePositions } from './source-positions.ts';

/** Where the writer goes on. */
export interface WriterStart {
  readonly directory: string;
  /** Start of the segment to go on with; a new one when the directory has none. */
  readonly segmentStart: number;
  /** Offset behind the last durable byte. */
  readonly end: number;
}

/**
 * Appends blocks of lines to the journal's newest segment. A block is durable as a whole when `write` resolves; when it
 * rejects nothing of it will ever be read, and the next `write` first clears away what is left of it.
 */
export class SegmentWriter {
  readonly #directory: string;
  readonly #openFile: OpenSegmentFile;
  readonly #segmentBytes: number;
  #file: SegmentFile | null = null;
  #start: number;
  #end: number;
  /** The file may hold bytes behind `#end`. */
  #dirty = true;

  constructor(from: WriterStart, openFile: OpenSegmentFile, segmentBytes: number) {
    this.#directory = from.directory;
    this.#openFile = openFile;
    this.#segmentBytes = segmentBytes;
    this.#start = from.segmentStart;
    this.#end = from.end;
  }

  /** Offset behind the last durable byte. */
  get end(): number {
    return this.#end;
  }

  /** Where the newest segment begins. */
  get segmentStart(): number {
    return this.#start;
  }

  /** Writes a block and waits for the disk. Returns the length of the header that went before it, in bytes. */
  async write(block: Buffer, positions: SourcePositions): Promise<number> {
    if (this.#end - this.#start >= this.#segmentBytes) await this.#startSegment();
    const file = await this.#cleanFile();
    const header = this.#end === this.#start ? this.#header(positions) : Buffer.alloc(0);
    const bytes = header.length === 0 ? block : Buffer.concat([header, block]);
    this.#dirty = true;
    try {
      await file.write(bytes, this.#end - this.#start);
      await file.sync();
    } catch (error) {
      // On a full disk the half-written block itself holds space that the next one needs.
      await this.#cleanFile().catch(() => undefined);
      throw error;
    }
    this.#dirty = false;
    this.#end += bytes.length;
    return header.length;
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = null;
  }

  #header(positions: SourcePositions): Buffer {
    return Buffer.from(encodeHeader({ start: this.#end, positions: positions.entries() }));
  }

  async #startSegment(): Promise<void> {
    const old = this.#file;
    this.#file = null;
    this.#start = this.#end;
    this.#dirty = true;
    await old?.close();
  }

  async #openCurrent(): Promise<SegmentFile> {
    const path = join(this.#directory, segmentName(this.#start));
    const file = await this.#openFile(path);
    try {
      await syncDirectory(dirname(path));
    } catch (error) {
      await file.close();
      throw error;
    }
    return file;
  }

  /** The newest segment's file, cut to its durable length. A file that cannot be cut is left, and a new segment begun. */
  async #cleanFile(): Promise<SegmentFile> {
    this.#file ??= await this.#openCurrent();
    if (!this.#dirty) return this.#file;
    try {
      await this.#file.truncate(this.#end - this.#start);
    } catch (error) {
      if (this.#end > this.#start) await this.#startSegment();
      throw error;
    }
    this.#dirty = false;
    return this.#file;
  }
}

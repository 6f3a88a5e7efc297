import { ByteWriter } from './byte-writer.ts';
import type { FlatLabels } from './sampled-series.ts';

/** Where a chunk lies. */
export interface ChunkMeta {
  readonly mint: number;
  readonly maxt: number;
  readonly reference: number;
}

const MAGIC = 0xbaaad700;
const VERSION = 2;

/** The index of a block (`tsdb/docs/format/index.md`): symbols, series, and which series have which label. */
export class IndexFile {
  readonly #bytes = new ByteWriter();
  readonly #symbols: ReadonlyMap<string, number>;
  /** Series by name and value of a label. */
  readonly #postings = new Map<string, Map<string, number[]>>();
  readonly #all: number[] = [];
  readonly #entry = new ByteWriter();
  readonly #seriesAt: number;

  constructor(symbols: Iterable<string>) {
    const sorted = [...new Set(symbols)].sort();
    this.#symbols = new Map(sorted.map((symbol, index) => [symbol, index]));
    this.#bytes.u32(MAGIC);
    this.#bytes.u8(VERSION);
    this.#section(() => {
      this.#bytes.u32(sorted.length);
      for (const symbol of sorted) this.#bytes.text(symbol);
    });
    this.#seriesAt = this.#bytes.length;
  }

  /** Series in order of their labels; each has a chunk at least. */
  addSeries(labels: FlatLabels, chunks: readonly ChunkMeta[]): void {
    this.#bytes.align(16);
    const reference = this.#bytes.length / 16;
    const content = this.#entry;
    content.clear();
    content.uvarint(labels.length / 2);
    for (const label of labels) content.uvarint(this.#symbols.get(label) ?? 0);
    content.uvarint(chunks.length);
    let last: ChunkMeta | null = null;
    for (const chunk of chunks) {
      if (last === null) {
        content.varint(chunk.mint);
        content.uvarint(chunk.maxt - chunk.mint);
        content.uvarint(chunk.reference);
      } else {
        content.uvarint(chunk.mint - last.maxt);
        content.uvarint(chunk.maxt - chunk.mint);
        content.varint(chunk.reference - last.reference);
      }
      last = chunk;
    }
    const bytes = content.bytes();
    this.#bytes.uvarint(bytes.length);
    const from = this.#bytes.length;
    this.#bytes.raw(bytes);
    this.#bytes.checksum(from);
    this.#all.push(reference);
    for (let at = 0; at < labels.length; at += 2)
      this.#post(labels[at] ?? '', labels[at + 1] ?? '', reference);
  }

  /** The whole file. */
  finish(): Buffer {
    const offsets: (readonly [name: string, value: string, offset: number])[] = [];
    const write = (name: string, value: string, references: readonly number[]): void => {
      this.#bytes.align(4);
      offsets.push([name, value, this.#bytes.length]);
      this.#section(() => {
        this.#bytes.u32(references.length);
        for (const reference of references) this.#bytes.u32(reference);
      });
    };
    write('', '', this.#all);
    const postingsAt = offsets[0]?.[2] ?? 0;
    for (const name of [...this.#postings.keys()].sort()) {
      const values = this.#postings.get(name) ?? new Map<string, number[]>();
      for (const value of [...values.keys()].sort()) write(name, value, values.get(value) ?? []);
    }
    this.#bytes.align(4);
    const tableAt = this.#bytes.length;
    this.#section(() => {
      this.#bytes.u32(offsets.length);
      for (const [name, value, offset] of offsets) {
        this.#bytes.u8(2);
        this.#bytes.text(name);
        this.#bytes.text(value);
        this.#bytes.uvarint(offset);
      }
    });
    const contents = this.#bytes.length;
    // Label indices are of the first version; nothing reads them any more.
    for (const offset of [5, this.#seriesAt, 0, 0, postingsAt, tableAt]) this.#bytes.u64(offset);
    this.#bytes.checksum(contents);
    return this.#bytes.bytes();
  }

  #post(name: string, value: string, reference: number): void {
    const values = this.#postings.get(name) ?? new Map<string, number[]>();
    this.#postings.set(name, values);
    const references = values.get(value);
    if (references === undefined) values.set(value, [reference]);
    else references.push(reference);
  }

  /** Length, content, checksum. */
  #section(write: () => void): void {
    this.#bytes.u32(0);
    const from = this.#bytes.length;
    write();
    this.#bytes.patchLength(from);
    this.#bytes.checksum(from);
  }
}

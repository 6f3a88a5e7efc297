import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ByteWriter } from './byte-writer.ts';
import { crc32c } from './crc32c.ts';
import type { Samples } from './sampled-series.ts';
import { xorChunk } from './xor-chunk.ts';

/** A chunk as it stands in its file; times in ms. */
export interface Chunk {
  readonly mint: number;
  readonly maxt: number;
  readonly samples: number;
  readonly bytes: Buffer;
}

/** As Prometheus cuts them. */
const SAMPLES_A_CHUNK = 120;
const XOR = 1;

/** The samples of a series within [from, to), as chunks. */
export function chunksOf({ times, values }: Samples, from: number, to: number): Chunk[] {
  const first = times.findIndex((at) => at >= from);
  const after = times.findIndex((at) => at >= to);
  const end = after < 0 ? times.length : after;
  const chunks: Chunk[] = [];
  for (let at = first; at >= 0 && at < end; at += SAMPLES_A_CHUNK) {
    const until = Math.min(end, at + SAMPLES_A_CHUNK);
    const data = xorChunk(times.subarray(at, until), values.subarray(at, until));
    const bytes = new ByteWriter();
    bytes.uvarint(data.length);
    const content = Buffer.concat([Uint8Array.of(XOR), data]);
    bytes.raw(content);
    bytes.u32(crc32c(content));
    const [mint = 0, maxt = 0] = [times[at], times[until - 1]];
    chunks.push({ mint, maxt, samples: until - at, bytes: Buffer.from(bytes.bytes()) });
  }
  return chunks;
}

const MAGIC = 0x85bd40dd;
const SEGMENT_BYTES = 512 * 1024 * 1024;
const BUFFER_BYTES = 1 << 22;

/** The files of a block in which its chunks lie. */
export class ChunkFiles {
  readonly #folder: string;
  #segment = 0;
  #file = -1;
  #written = 0;
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
    this.#cut();
  }

  /** Writes a chunk and tells its reference: segment and offset. */
  add({ bytes }: Chunk): number {
    if (this.#written + bytes.length > SEGMENT_BYTES) this.#cut();
    const reference = (this.#segment - 1) * 2 ** 32 + this.#written;
    this.#put(bytes);
    return reference;
  }

  close(): void {
    this.#flush();
    closeSync(this.#file);
  }

  #cut(): void {
    if (this.#file >= 0) this.close();
    this.#segment += 1;
    this.#file = openSync(join(this.#folder, String(this.#segment).padStart(6, '0')), 'w');
    this.#written = 0;
    const head = new ByteWriter();
    head.u32(MAGIC);
    head.u32(1 << 24);
    this.#put(Buffer.from(head.bytes()));
  }

  #put(bytes: Buffer): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#written += bytes.length;
    if (this.#waitingBytes > BUFFER_BYTES) this.#flush();
  }

  #flush(): void {
    let bytes = Buffer.concat(this.#waiting);
    this.#waiting.length = 0;
    this.#waitingBytes = 0;
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.#file, bytes));
  }
}

import { crc32c } from './crc32c.ts';

/** Bytes that grow, in the encodings of Prometheus's files: big-endian numbers and Go's varints. */
export class ByteWriter {
  #bytes = Buffer.allocUnsafe(1 << 16);
  length = 0;

  u8(value: number): void {
    this.#room(1);
    this.#bytes[this.length] = value;
    this.length += 1;
  }

  u32(value: number): void {
    this.#room(4);
    this.length = this.#bytes.writeUInt32BE(value >>> 0, this.length);
  }

  u64(value: number): void {
    this.u32(Math.floor(value / 2 ** 32));
    this.u32(value % 2 ** 32);
  }

  f64(value: number): void {
    this.#room(8);
    this.length = this.#bytes.writeDoubleBE(value, this.length);
  }

  uvarint(value: number): void {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.u8((rest % 0x80) | 0x80);
    this.u8(rest);
  }

  varint(value: number): void {
    this.uvarint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.uvarint(size);
    this.#room(size);
    this.length += this.#bytes.write(value, this.length);
  }

  raw(bytes: Uint8Array): void {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Zeros up to a multiple of `size`. */
  align(size: number): void {
    while (this.length % size !== 0) this.u8(0);
  }

  /** Checksum of everything since `from`. */
  checksum(from: number): void {
    this.u32(crc32c(this.#bytes.subarray(from, this.length)));
  }

  /** Number of bytes since `at`, into the four bytes before it. */
  patchLength(at: number): void {
    this.#bytes.writeUInt32BE(this.length - at, at - 4);
  }

  clear(): void {
    this.length = 0;
  }

  /** What was written; valid until the next write. */
  bytes(): Buffer {
    return this.#bytes.subarray(0, this.length);
  }

  #room(size: number): void {
    if (this.length + size <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.length + size));
    this.#bytes.copy(grown, 0, 0, this.length);
    this.#bytes = grown;
  }
}

import { ByteWriter } from './byte-writer.ts';

/** Bits from the highest down; the last byte is filled up with zeros. */
class BitWriter {
  readonly #bytes: ByteWriter;
  #byte = 0;
  #used = 0;

  constructor(bytes: ByteWriter) {
    this.#bytes = bytes;
  }

  /** The lowest `count` bits of a number below 2^53. */
  write(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit -= 1) {
      this.#byte = (this.#byte << 1) | (Math.floor(value / 2 ** bit) % 2);
      this.#used += 1;
      if (this.#used === 8) this.#flush();
    }
  }

  end(): void {
    if (this.#used > 0) this.write(0, 8 - this.#used);
  }

  #flush(): void {
    this.#bytes.u8(this.#byte);
    this.#byte = 0;
    this.#used = 0;
  }
}

/** Differences of differences of time: the prefix, and how many bits follow. */
const TIME_SIZES: readonly (readonly [prefix: number, prefixBits: number, bits: number])[] = [
  [0b10, 2, 14],
  [0b110, 3, 17],
  [0b1110, 4, 20],
];

function writeTime(bits: BitWriter, change: number): void {
  if (change === 0) return bits.write(0, 1);
  for (const [prefix, prefixBits, size] of TIME_SIZES) {
    if (change < -(2 ** (size - 1)) + 1 || change > 2 ** (size - 1)) continue;
    bits.write(prefix, prefixBits);
    return bits.write(change < 0 ? change + 2 ** size : change, size);
  }
  bits.write(0b1111, 4);
  bits.write(Math.floor(change / 2 ** 32) >>> 0, 32);
  bits.write(change >>> 0, 32);
}

const pair = new DataView(new ArrayBuffer(8));
/** The two halves of a number as it is stored. */
function halves(value: number): [high: number, low: number] {
  pair.setFloat64(0, value);
  return [pair.getUint32(0), pair.getUint32(4)];
}

/** Values as what changed in their bits. */
class ValueBits {
  #last: [number, number];
  #leading = -1;
  #trailing = 0;

  constructor(first: number) {
    this.#last = halves(first);
  }

  write(bits: BitWriter, value: number): void {
    const [high, low] = halves(value);
    const [x, y] = [(high ^ this.#last[0]) >>> 0, (low ^ this.#last[1]) >>> 0];
    this.#last = [high, low];
    if (x === 0 && y === 0) return bits.write(0, 1);
    const leading = Math.min(31, x === 0 ? 32 + Math.clz32(y) : Math.clz32(x));
    const lowest = y === 0 ? x : y;
    const trailing = (y === 0 ? 32 : 0) + 31 - Math.clz32(lowest & -lowest);
    bits.write(1, 1);
    if (this.#leading >= 0 && leading >= this.#leading && trailing >= this.#trailing) {
      bits.write(0, 1);
    } else {
      this.#leading = leading;
      this.#trailing = trailing;
      bits.write(1, 1);
      bits.write(leading, 5);
      bits.write((64 - leading - trailing) % 64, 6);
    }
    const [upper, lower] = [Math.max(0, this.#trailing - 32), Math.min(32, this.#trailing)];
    bits.write(Math.floor(x / 2 ** upper), 32 - this.#leading - upper);
    bits.write(Math.floor(y / 2 ** lower), 32 - lower);
  }
}

/**
 * At most 120 samples in the encoding that Prometheus calls XOR (`tsdb/chunkenc/xor.go`, after Facebook's Gorilla paper).
 * `times`: ms since the epoch, rising.
 */
export function xorChunk(times: Float64Array, values: Float64Array): Buffer {
  const bytes = new ByteWriter();
  const [first = 0, second = 0] = times;
  bytes.u8(times.length >> 8);
  bytes.u8(times.length & 0xff);
  bytes.varint(first);
  bytes.f64(values[0] ?? 0);
  if (times.length > 1) bytes.uvarint(second - first);
  const bits = new BitWriter(bytes);
  const changes = new ValueBits(values[0] ?? 0);
  for (let index = 1; index < times.length; index += 1) {
    const [before = 0, last = 0, at = 0] = [times[index - 2], times[index - 1], times[index]];
    if (index > 1) writeTime(bits, at - last - (last - before));
    changes.write(bits, values[index] ?? 0);
  }
  bits.end();
  return Buffer.from(bytes.bytes());
}

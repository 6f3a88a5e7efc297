/** One field of a protobuf message: its number and its undecoded content. */
export interface WireField {
  readonly field: number;
  /** varint and fixed32 as number, fixed64 and length-delimited as bytes. */
  readonly value: number | Uint8Array;
}

/** Splits a message into fields; throws where the bytes are no message. */
export function* wireFields(bytes: Uint8Array): Generator<WireField> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined) throw new Error('message ends inside a number');
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Error('number is too long');
  };
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new Error('message ends inside a field');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const field = Math.floor(tag / 8);
    const wire = tag % 8;
    if (wire === 0) yield { field, value: varint() };
    else if (wire === 1) yield { field, value: take(8) };
    else if (wire === 2) yield { field, value: take(varint()) };
    else if (wire === 5) yield { field, value: new DataView(take(4).slice().buffer).getUint32(0, true) };
    else throw new Error(`wire type ${String(wire)}`);
  }
}

/** All fields of a message, by number. */
export class WireMessage {
  readonly #fields: readonly WireField[];

  constructor(bytes: Uint8Array) {
    this.#fields = [...wireFields(bytes)];
  }

  number(field: number): number {
    const value = this.#last(field);
    return typeof value === 'number' ? value : 0;
  }
  bytes(field: number): Uint8Array {
    const value = this.#last(field);
    return value instanceof Uint8Array ? value : new Uint8Array();
  }
  has(field: number): boolean {
    return this.#last(field) !== undefined;
  }
  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field));
  }
  hex(field: number): string {
    return Buffer.from(this.bytes(field)).toString('hex');
  }
  double(field: number): number {
    return this.has(field) ? doubles(this.bytes(field))[0] ?? 0 : 0;
  }
  /** fixed64 nanoseconds as milliseconds. */
  milliseconds(field: number): number {
    return this.has(field) ? Number((fixed64s(this.bytes(field))[0] ?? 0n) / 1_000_000n) : 0;
  }
  messages(field: number): WireMessage[] {
    return this.#fields
      .filter((candidate) => candidate.field === field)
      .flatMap(({ value }) => (value instanceof Uint8Array ? [new WireMessage(value)] : []));
  }

  #last(field: number): number | Uint8Array | undefined {
    return this.#fields.findLast((candidate) => candidate.field === field)?.value;
  }
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** A packed field of doubles. */
export const doubles = (bytes: Uint8Array): number[] =>
  Array.from({ length: bytes.length / 8 }, (_, at) => view(bytes).getFloat64(at * 8, true));

/** A packed field of fixed64. */
export const fixed64s = (bytes: Uint8Array): bigint[] =>
  Array.from({ length: bytes.length / 8 }, (_, at) => view(bytes).getBigUint64(at * 8, true));

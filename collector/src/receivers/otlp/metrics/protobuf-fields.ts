import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** Reads one field by its number from where the reader stands; false when the field is not wanted. */
type Read = (field: number, wire: WireType, reader: BinaryReader) => boolean;

/** Goes through the fields of a message; those that `read` does not want are skipped. Throws where the bytes are no message. */
export function eachField(bytes: Uint8Array, read: Read): void {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    if (!read(field, wire, reader)) reader.skip(wire, field);
  }
}

/** The content of a length-delimited field; throws for another wire type, which a sender never uses here. */
export function content(wire: WireType, reader: BinaryReader): Uint8Array {
  if (wire !== WireType.LengthDelimited) throw new Error('a message was expected');
  return reader.bytes();
}

/** Text of a length-delimited field. */
export function text(wire: WireType, reader: BinaryReader): string {
  if (wire !== WireType.LengthDelimited) throw new Error('a text was expected');
  return reader.string();
}

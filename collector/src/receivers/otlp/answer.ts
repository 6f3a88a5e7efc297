import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** How a request is written, and so its answer. */
export type Encoding = 'protobuf' | 'json';

export const CONTENT_TYPES: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** Why not everything of a request was taken. */
export interface PartialSuccess {
  readonly rejected: number;
  readonly message: string;
}

/** Body of an answer of 200: an `ExportMetricsServiceResponse`. */
export function successBody(encoding: Encoding, partial: PartialSuccess | null): Uint8Array {
  if (encoding === 'json') {
    const { rejected, message } = partial ?? {};
    return Buffer.from(
      JSON.stringify(
        partial === null
          ? {}
          : { partialSuccess: { rejectedDataPoints: String(rejected), errorMessage: message } },
      ),
    );
  }
  const writer = new BinaryWriter();
  if (partial === null) return writer.finish();
  writer.tag(1, WireType.LengthDelimited).fork();
  writer.tag(1, WireType.Varint).int64(partial.rejected);
  writer.tag(2, WireType.LengthDelimited).string(partial.message);
  return writer.join().finish();
}

/** Body of any other answer: a `google.rpc.Status`, as OTLP/HTTP asks for. */
export function statusBody(encoding: Encoding, message: string): Uint8Array {
  if (encoding === 'json') return Buffer.from(JSON.stringify({ message }));
  return new BinaryWriter().tag(2, WireType.LengthDelimited).string(message).finish();
}

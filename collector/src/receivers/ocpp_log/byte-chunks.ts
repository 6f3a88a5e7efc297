import type { FileHandle } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';

const CHUNK_BYTES = 1024 * 1024;
const HEAD_BYTES = 64 * 1024;
/** RFC 1952 §2.3.1: ID1, ID2. */
const GZIP_MAGIC = [0x1f, 0x8b];

/** Whether bytes begin as a gzip file does. */
export const isGzip = (head: Uint8Array): boolean => head[0] === GZIP_MAGIC[0] && head[1] === GZIP_MAGIC[1];

/** The encoding that a byte order mark of UTF-16 names, as shells of Windows write it; null without one. */
export function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null;
}

/** UTF-16 as UTF-8, anything else as it is; the first chunk holds two bytes or all there are. */
export async function* utf8(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | null | undefined;
  for await (const chunk of chunks) {
    const encoding = decoder === undefined ? utf16Of(chunk) : null;
    decoder ??= encoding === null ? null : new TextDecoder(encoding);
    yield decoder === null ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }));
  }
}

/**
 * A file's bytes from `offset` to its present end. With `reuse` every chunk is the same memory: use it before you ask for
 * the next. Rejects when the file cannot be read.
 */
export async function* fileChunks(
  handle: FileHandle,
  offset: number,
  reuse: boolean,
): AsyncGenerator<Buffer> {
  let buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  for (let at = offset; ;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
    if (!reuse) buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  }
}

/** The uncompressed bytes of a gzip stream. Rejects when it is damaged or ends too early. */
export function gunzipped(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // The iteration below rejects with the same error; without a callback it would be thrown a second time.
  return pipeline(Readable.from(chunks), gunzip, () => undefined);
}

/** The first uncompressed bytes of a file, at most 64 KiB; as far as they can be read. */
export async function readHead(handle: FileHandle, gzip: boolean): Promise<Buffer> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const bytes = buffer.subarray(0, bytesRead);
  if (!gzip) return bytes;
  try {
    for await (const chunk of gunzipped(Readable.from([bytes]))) return chunk.subarray(0, HEAD_BYTES);
  } catch {
    // Damaged or cut off: reading it will say so.
  }
  return Buffer.alloc(0);
}

async function* prepended(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let step = await rest.next(); step.done !== true; step = await rest.next()) yield step.value;
}

async function* asBuffers(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** The bytes of a stream whose kind is told by its first bytes: gzip uncompressed, UTF-16 as UTF-8, others as they are. */
export async function* streamChunks(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const chunks = stream[Symbol.asyncIterator]();
  let head: Uint8Array = new Uint8Array();
  while (head.length < GZIP_MAGIC.length) {
    const step = await chunks.next();
    if (step.done === true) break;
    head = Buffer.concat([head, step.value]);
  }
  const whole = prepended(head, chunks);
  yield* utf8(isGzip(head) ? gunzipped(whole) : asBuffers(whole));
}

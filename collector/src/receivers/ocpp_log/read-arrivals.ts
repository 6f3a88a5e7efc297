import { open } from 'node:fs/promises';
import type { Arrival } from '../../model/arrival.ts';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { ArrivalDecoder, type ArrivalDecoderSettings } from './arrival-decoder.ts';
import { fileChunks, gunzipped, readHead, streamChunks, utf16Of, utf8 } from './byte-chunks.ts';
import type { DecodedSource } from './arrival-decoder.ts';
import { identifyFile } from './file-source.ts';
import { stationOfFile } from './station-name.ts';
import { TimeOrder } from './time/time-order.ts';

/** How a log is read. */
export interface ReadArrivalsSettings extends ArrivalDecoderSettings {
  /** Bytes read of the file (compressed ones of gzip) and its size, null for standard input. */
  readonly onProgress?: (bytesRead: number, bytesTotal: number | null) => void;
  /**
   * Which source this is, told before its first arrivals, and how many bytes it has, null where it is packed or of another
   * encoding; answers from which byte of its text on to read.
   */
  readonly onSource?: (source: string, size: number | null) => number;
  /** What `-` stands for. */
  readonly stdin?: AsyncIterable<Uint8Array>;
  readonly signal?: AbortSignal;
}

/** Takes the arrivals up to `position`, a count of uncompressed bytes; reading waits for its promise. */
export type OnArrivals = (arrivals: readonly Arrival[], position: number) => void | Promise<void>;

async function decodeAll(
  chunks: AsyncIterable<Buffer>,
  onArrivals: OnArrivals,
  settings: ReadArrivalsSettings,
  offset: number,
  source: DecodedSource,
): Promise<void> {
  const decoder = new ArrivalDecoder(settings, source);
  const order = new TimeOrder();
  for await (const chunk of chunks) {
    if (settings.signal?.aborted === true) return;
    const read = decoder.push(chunk);
    const arrivals = decoder.unordered ? order.add(read) : read;
    // What waits for its turn must be read again after a restart.
    const waiting = onArrivals(arrivals, order.held > 0 ? offset : offset + decoder.consumed);
    if (waiting !== undefined) await waiting;
  }
  const last = decoder.end();
  for (const arrivals of decoder.unordered ? order.end(last) : [last]) {
    if (settings.signal?.aborted === true) return;
    await onArrivals(arrivals, order.held > 0 ? offset : offset + decoder.consumed);
  }
}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  onBytes: (count: number) => void,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    onBytes(chunk.length);
    yield chunk;
  }
}

/** Leaves out the first `count` bytes, for streams in which one cannot seek. */
async function* skipping(chunks: AsyncIterable<Buffer>, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}

async function readFileArrivals(
  path: string,
  onArrivals: OnArrivals,
  settings: ReadArrivalsSettings,
): Promise<void> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const { source, gzip } = (await identifyFile(handle, false)) ?? { source: '', gzip: false };
    const first = await readHead(handle, gzip);
    const encoding = utf16Of(first);
    const head = encoding === null ? first : Buffer.from(new TextDecoder(encoding).decode(first));
    // Positions count bytes of the text, in which one cannot seek where the file holds it otherwise.
    const seekable = !gzip && encoding === null;
    const from = settings.onSource?.(source, seekable ? size : null) ?? 0;
    let bytesRead = seekable ? from : 0;
    const raw = counted(fileChunks(handle, bytesRead, !gzip), (count) => {
      bytesRead += count;
      settings.onProgress?.(bytesRead, size);
    });
    const chunks = seekable ? raw : skipping(utf8(gzip ? gunzipped(raw) : raw), from);
    await decodeAll(chunks, onArrivals, settings, from, { head, fileStation: stationOfFile(path) });
  } finally {
    await handle.close();
  }
}

async function readStdinArrivals(onArrivals: OnArrivals, settings: ReadArrivalsSettings): Promise<void> {
  let bytesRead = 0;
  const chunks = counted(streamChunks(settings.stdin ?? process.stdin), (count) => {
    bytesRead += count;
    settings.onProgress?.(bytesRead, null);
  });
  await decodeAll(chunks, onArrivals, settings, 0, {});
}

/**
 * Reads a whole log of any format once, as it is now: a file, plain or gzip, or standard input (`-`). Arrivals come in pieces of
 * about 1 MiB of text; memory does not grow with the log. Rows of tables, which may come in any order, are put in the order of
 * their times as far as 250,000 of them reach. What was read before a failure has been handed on.
 */
export async function readArrivals(
  path: string,
  onArrivals: OnArrivals,
  settings: ReadArrivalsSettings,
): Promise<Result<void>> {
  try {
    await (path === '-'
      ? readStdinArrivals(onArrivals, settings)
      : readFileArrivals(path, onArrivals, settings));
    return ok(undefined);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(permanent(`${path === '-' ? 'standard input' : path} cannot be read: ${reason}`));
  }
}

import { open } from 'node:fs/promises';
import type { Arrival } from '../../model/arrival.ts';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { ArrivalDecoder, type ArrivalDecoderSettings } from './arrival-decoder.ts';
import { fileChunks, gunzipped, streamChunks } from './byte-chunks.ts';
import { identifyFile } from './file-source.ts';

/** How a log is read. */
export interface ReadArrivalsSettings extends ArrivalDecoderSettings {
  /** Bytes read of the file (compressed ones of gzip) and its size, null for standard input. */
  readonly onProgress?: (bytesRead: number, bytesTotal: number | null) => void;
  /** Which source this is, told before its first arrivals; answers from which uncompressed byte on to read. */
  readonly onSource?: (source: string) => number;
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
): Promise<void> {
  const decoder = new ArrivalDecoder(settings);
  for await (const chunk of chunks) {
    if (settings.signal?.aborted === true) return;
    const waiting = onArrivals(decoder.push(chunk), offset + decoder.consumed);
    if (waiting !== undefined) await waiting;
  }
  await onArrivals(decoder.end(), offset + decoder.consumed);
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
    const from = settings.onSource?.(source) ?? 0;
    let bytesRead = gzip ? 0 : from;
    const raw = counted(fileChunks(handle, bytesRead, !gzip), (count) => {
      bytesRead += count;
      settings.onProgress?.(bytesRead, size);
    });
    await decodeAll(gzip ? skipping(gunzipped(raw), from) : raw, onArrivals, settings, from);
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
  await decodeAll(chunks, onArrivals, settings, 0);
}

/**
 * Reads a whole `ocpp_log` once, as it is now: a file, plain or gzip, or standard input (`-`). Arrivals come in pieces of
 * about 1 MiB of text; memory does not grow with the log. What was read before a failure has been handed on.
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

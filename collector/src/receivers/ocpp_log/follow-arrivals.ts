import { open, stat, type FileHandle } from 'node:fs/promises';
import { ArrivalDecoder } from './arrival-decoder.ts';
import { fileChunks, readHead } from './byte-chunks.ts';
import { identifyFile } from './file-source.ts';
import { stationOfFile } from './station-name.ts';
import type { OnArrivals, ReadArrivalsSettings } from './read-arrivals.ts';

/** How a growing log is read. */
export interface FollowArrivalsSettings extends ReadArrivalsSettings {
  /** Resolves when it is time to look again, at once when the signal aborts. */
  readonly wait: () => Promise<void>;
  readonly signal: AbortSignal;
  /** Ends when the file's name is gone; otherwise waits for a new file of that name. */
  readonly untilGone: boolean;
}

const openNow = (path: string): Promise<FileHandle | null> => open(path, 'r').catch(() => null);

/** Whether `path` names another file than the open one, or none. */
async function nameMoved(path: string, handle: FileHandle): Promise<boolean> {
  const [named, opened] = await Promise.all([stat(path).catch(() => null), handle.stat()]);
  return named === null || named.ino !== opened.ino || named.dev !== opened.dev;
}

/** One file from its position to where it was truncated or given another name, with all that was still written to it. */
async function followFile(
  path: string,
  handle: FileHandle,
  onArrivals: OnArrivals,
  settings: FollowArrivalsSettings,
): Promise<void> {
  const { signal, wait, onSource } = settings;
  let identity = await identifyFile(handle, true);
  while (identity === null && !signal.aborted && !(await nameMoved(path, handle))) {
    await wait();
    identity = await identifyFile(handle, true);
  }
  if (identity === null) return;
  const from = onSource?.(identity.source, (await handle.stat()).size) ?? 0;
  const head = await readHead(handle, false);
  const decoder = new ArrivalDecoder(settings, { head, fileStation: stationOfFile(path) });
  let read = from;
  // Asked before reading: what was written up to the renaming is then read in the same round.
  for (let moved = false; !signal.aborted; moved = await nameMoved(path, handle)) {
    for await (const chunk of fileChunks(handle, read, true)) {
      read += chunk.length;
      await onArrivals(decoder.push(chunk), from + decoder.consumed);
      if (signal.aborted) return;
    }
    if (moved) break;
    await wait();
    const now = await identifyFile(handle, true);
    if (now?.source !== identity.source || (await handle.stat()).size < read) return;
  }
  if (!signal.aborted) await onArrivals(decoder.end(), from + decoder.consumed);
}

/**
 * Reads a log as it grows, over rotation by renaming and by truncation, until the signal aborts (or the name is gone). A
 * line is read once its line break is there. Rejects when an open file cannot be read.
 */
export async function followArrivals(
  path: string,
  onArrivals: OnArrivals,
  settings: FollowArrivalsSettings,
): Promise<void> {
  while (!settings.signal.aborted) {
    const handle = await openNow(path);
    if (handle !== null) {
      try {
        await followFile(path, handle, onArrivals, settings);
      } finally {
        await handle.close();
      }
    } else if (settings.untilGone) return;
    else await settings.wait();
  }
}

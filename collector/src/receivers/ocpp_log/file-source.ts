import type { FileHandle } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { isGzip } from './byte-chunks.ts';

const HEAD_BYTES = 4096;
const NEWLINE = 10;

/** Which file this is, whatever its name, and how its bytes are to be read. */
export interface FileSource {
  /** Name of the positions that belong to it. */
  readonly source: string;
  readonly gzip: boolean;
}

/**
 * Recognises a file by its inode and its first line (at most 4 KiB of it), so that a renamed file goes on where it was and
 * a truncated or replaced one begins anew. null while the first line of a file that still `grows` is not complete.
 */
export async function identifyFile(handle: FileHandle, grows: boolean): Promise<FileSource | null> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  const end = buffer.subarray(0, bytesRead).indexOf(NEWLINE);
  if (end === -1 && bytesRead < HEAD_BYTES && grows) return null;
  const head = buffer.subarray(0, end === -1 ? bytesRead : end);
  const { ino } = await handle.stat({ bigint: true });
  const digest = createHash('sha256').update(head).digest('hex').slice(0, 16);
  return { source: `ocpp_log:${ino.toString(16)}:${digest}`, gzip: isGzip(head) };
}

const begunAnew = (source: string, times: number): string => (times === 0 ? source : `${source}:${times}`);

/**
 * Where to go on in a file of `size` bytes, and under which name. One that is shorter than what was read of it was truncated and
 * keeps its first line, as tables do: it is a source of its own then, since positions of a source only rise. `size` is null
 * where positions do not count the file's own bytes.
 */
export function whereToGoOn(
  source: string,
  size: number | null,
  reached: (source: string) => number,
): { readonly source: string; readonly from: number } {
  let times = 0;
  while (reached(begunAnew(source, times + 1)) > 0) times += 1;
  const from = reached(begunAnew(source, times));
  if (size === null || from <= size) return { source: begunAnew(source, times), from };
  return { source: begunAnew(source, times + 1), from: 0 };
}

import { open } from 'node:fs/promises';
import type { Segment } from './segments.ts';

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 10;

/** Whole lines, and the journal offset of their first byte. */
export interface Block {
  readonly bytes: Buffer;
  readonly offset: number;
}

/**
 * The lines of a segment from `offset` up to `end`, in blocks of about 1 MiB that end with a line break. What follows the
 * last line break is left out. Memory is bounded by the longest line. Rejects when the file cannot be read.
 */
export async function* segmentBlocks(segment: Segment, offset: number, end: number): AsyncGenerator<Block> {
  const handle = await open(segment.path, 'r');
  try {
    let at = Math.max(offset, segment.start);
    let carry: Buffer = Buffer.alloc(0);
    while (at + carry.length < end) {
      const from = at + carry.length;
      const chunk = Buffer.allocUnsafe(Math.min(Math.max(CHUNK_BYTES, carry.length), end - from));
      const { bytesRead } = await handle.read(chunk, 0, chunk.length, from - segment.start);
      if (bytesRead === 0) return;
      const bytes = Buffer.concat([carry, chunk.subarray(0, bytesRead)]);
      const cut = bytes.lastIndexOf(NEWLINE) + 1;
      if (cut > 0) yield { bytes: bytes.subarray(0, cut), offset: at };
      carry = bytes.subarray(cut);
      at += cut;
    }
  } finally {
    await handle.close();
  }
}

/** Calls `onLine` with the bounds of each line of a block; `to` is behind its line break. */
export function eachLine(bytes: Buffer, onLine: (from: number, to: number) => void): void {
  for (let from = 0; from < bytes.length;) {
    const to = bytes.indexOf(NEWLINE, from) + 1;
    onLine(from, to);
    from = to;
  }
}

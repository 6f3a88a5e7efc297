import { crc32 } from 'node:zlib';
import type { Arrival } from '../model/arrival.ts';
import { decodeArrival } from './arrival-line.ts';
import { decodeCommit, isCommitLine } from './commit-line.ts';
import type { JournalDamage } from './journal-damage.ts';
import { eachLine, segmentBlocks } from './segment-blocks.ts';
import type { Segment } from './segments.ts';
import type { LogEntry } from './signal-log.ts';

/**
 * The batches of one segment from `offset` up to `end`. Lines that cannot be read are skipped and counted; lines that no
 * commit follows are not shown. Rejects when the file cannot be read.
 */
export async function* batchesOf(
  segment: Segment,
  offset: number,
  end: number,
  damage: JournalDamage,
): AsyncGenerator<LogEntry> {
  let arrivals: Arrival[] = [];
  let checksum = 0;
  for await (const block of segmentBlocks(segment, offset, end)) {
    const entries: LogEntry[] = [];
    eachLine(block.bytes, (from, to) => {
      const line = block.bytes.toString('utf8', from, to);
      if (!isCommitLine(block.bytes, from)) {
        const decoded = decodeArrival(line);
        if (typeof decoded === 'string') damage.lines += 1;
        else if (decoded !== null) arrivals.push(decoded);
        // The header is the only line that no commit covers.
        if (block.offset + from !== segment.start) checksum = crc32(block.bytes.subarray(from, to), checksum);
        return;
      }
      const commit = decodeCommit(line);
      if (commit === null || commit.crc32 !== checksum) damage.batches += 1;
      const batch = commit?.position ? { arrivals, position: commit.position } : { arrivals };
      entries.push({ batch, next: block.offset + to });
      arrivals = [];
      checksum = 0;
    });
    yield* entries;
  }
}

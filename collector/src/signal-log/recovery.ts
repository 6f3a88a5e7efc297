import { crc32 } from 'node:zlib';
import { decodeCommit, decodeHeader, isCommitLine, type Commit } from './commit-line.ts';
import { eachLine, segmentBlocks } from './segment-blocks.ts';
import type { Segment } from './segments.ts';
import { SourcePositions } from './source-positions.ts';

interface ScannedCommit extends Commit {
  readonly end: number;
  readonly intact: boolean;
}

/** What a segment's marks say. */
interface SegmentScan {
  readonly headerPositions: ReadonlyMap<string, number> | null;
  readonly commits: readonly ScannedCommit[];
}

async function scan(segment: Segment): Promise<SegmentScan> {
  let headerPositions: SegmentScan['headerPositions'] = null;
  const commits: ScannedCommit[] = [];
  let checksum = 0;
  for await (const { bytes, offset } of segmentBlocks(segment, segment.start, segment.end)) {
    eachLine(bytes, (from, to) => {
      const first = offset + from === segment.start;
      if (first) headerPositions = decodeHeader(bytes.toString('utf8', from, to))?.positions ?? null;
      else if (!isCommitLine(bytes, from)) checksum = crc32(bytes.subarray(from, to), checksum);
      else {
        const commit = decodeCommit(bytes.toString('utf8', from, to));
        if (commit !== null) commits.push({ ...commit, end: offset + to, intact: commit.crc32 === checksum });
        checksum = 0;
      }
    });
  }
  return { headerPositions, commits };
}

/**
 * The commits that stand. Writes of the last group may have reached the disk in any order: of what follows the last
 * commit's `synced`, only the batches before the first damaged one count. Damage before it is rot: that batch alone suffers.
 */
function standing(commits: readonly ScannedCommit[]): readonly ScannedCommit[] {
  const synced = commits.at(-1)?.synced ?? 0;
  const torn = commits.findIndex((commit) => !commit.intact && commit.end > synced);
  return torn === -1 ? commits : commits.slice(0, torn);
}

/** The journal as a crash left it. */
export interface Recovered {
  /** Offset behind the last batch that stands. */
  readonly end: number;
  readonly positions: SourcePositions;
  /** Bytes behind `end` in the last segment: torn or never committed. */
  readonly bytesCut: number;
}

/** Finds where the journal ends and how far its sources got. Reads the last segment, and earlier ones only if its header is lost. */
export async function recover(segments: readonly Segment[]): Promise<Recovered> {
  const last = segments.at(-1);
  const positions = new SourcePositions();
  if (last === undefined) return { end: 0, positions, bytesCut: 0 };
  const scans: SegmentScan[] = [];
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const segment = segments[index];
    if (segment === undefined) break;
    scans.unshift(await scan(segment));
    if (scans[0]?.headerPositions !== null) break;
  }
  for (const { headerPositions, commits } of scans) {
    for (const [source, sequence] of headerPositions ?? []) positions.advance({ source, sequence });
    for (const { position } of standing(commits)) if (position !== null) positions.advance(position);
  }
  const end = standing(scans.at(-1)?.commits ?? []).at(-1)?.end ?? last.start;
  return { end, positions, bytesCut: last.end - end };
}

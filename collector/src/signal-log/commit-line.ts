import { crc32 } from 'node:zlib';
import type { Position } from '../model/batch.ts';

/** The line that ends a batch and makes it visible. */
export interface Commit {
  /** CRC-32 of the batch's lines, line breaks included. */
  readonly crc32: number;
  /** Everything before this offset was on the disk before this line was written: damage before it is rot, not a torn write. */
  readonly synced: number;
  readonly position: Position | null;
}

/** The first line of a segment. */
export interface SegmentHeader {
  readonly start: number;
  /** Highest sequence of each source in the segments before, so that opening reads one segment only. */
  readonly positions: ReadonlyMap<string, number>;
}

const COMMIT_PREFIX = '{"commit":';

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function fieldsOf(line: string, key: string): Fields | null {
  try {
    const parsed: unknown = JSON.parse(line);
    const inner = isFields(parsed) ? parsed[key] : null;
    return isFields(inner) ? inner : null;
  } catch {
    return null;
  }
}

/** Whether the line that begins at `from` is a commit line. Arrivals never begin so. */
export function isCommitLine(block: Buffer, from: number): boolean {
  return block.toString('latin1', from, from + COMMIT_PREFIX.length) === COMMIT_PREFIX;
}

/** A commit as a line with its line break. */
export function encodeCommit(commit: Commit): string {
  const { crc32: checksum, synced, position } = commit;
  return `${JSON.stringify({ commit: { crc32: checksum, synced, ...position } })}\n`;
}

/** Reads a commit line; null when it is damaged. */
export function decodeCommit(line: string): Commit | null {
  const fields = fieldsOf(line, 'commit');
  if (fields === null) return null;
  const { crc32: checksum, synced, source, sequence } = fields;
  if (!isCount(checksum) || !isCount(synced)) return null;
  const position = typeof source === 'string' && isCount(sequence) ? { source, sequence } : null;
  return { crc32: checksum, synced, position };
}

/** A segment's header as a line with its line break. */
export function encodeHeader(header: SegmentHeader): string {
  const positions = [...header.positions];
  const checksum = crc32(JSON.stringify(positions));
  return `${JSON.stringify({ journal: { version: 1, start: header.start, positions, crc32: checksum } })}\n`;
}

function isPosition(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && isCount(value[1]);
}

/** Reads a segment's header; null when it is damaged. */
export function decodeHeader(line: string): SegmentHeader | null {
  const fields = fieldsOf(line, 'journal');
  if (fields === null) return null;
  const { start, positions, crc32: checksum } = fields;
  if (!isCount(start) || !Array.isArray(positions) || !positions.every(isPosition)) return null;
  return crc32(JSON.stringify(positions)) === checksum ? { start, positions: new Map(positions) } : null;
}

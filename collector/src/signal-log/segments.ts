import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One file of the journal. Offsets are bytes since the journal began; a segment covers `start` up to `end`. */
export interface Segment {
  readonly path: string;
  readonly start: number;
  /** Where the segment's durable lines end: the next segment's start, or the end of the file. */
  readonly end: number;
}

const NAME = /^(\d{20})\.jsonl$/;

/** `00000000000000000000.jsonl`: file names sort as offsets do. */
export const segmentName = (start: number): string => `${String(start).padStart(20, '0')}.jsonl`;

/** The segments of a directory in order of offset, each ending at the latest where the next begins. */
export async function listSegments(directory: string): Promise<Segment[]> {
  const starts = (await readdir(directory)).flatMap((name) => {
    const digits = NAME.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  starts.sort((one, other) => one - other);
  return Promise.all(
    starts.map(async (start, index) => {
      const path = join(directory, segmentName(start));
      const { size } = await stat(path);
      // A write that failed half-way may have left bytes that the next segment replaces.
      return { path, start, end: Math.min(start + size, starts[index + 1] ?? Infinity) };
    }),
  );
}

import { writeBlock } from './blocks/block.ts';
import { inOrder } from './blocks/sampled-series.ts';
import { fleetCopies } from './fleet-copies.ts';
import type { SmallFleet } from './small-fleet.ts';

const HOUR_MS = 3_600_000;
/** As Prometheus would have compacted them: what is old in blocks of 54 hours, the newest in blocks of two. */
const OLD_BLOCK_MS = 54 * HOUR_MS;
const NEW_BLOCK_MS = 2 * HOUR_MS;
const NEW_MS = 6 * HOUR_MS;

/** How much was written. */
export interface LargeFleet {
  readonly scraped: number;
  readonly recorded: number;
  readonly samples: number;
}

/** Writes the history of `copies` small fleets as Prometheus blocks. */
export function writeLargeFleet(small: SmallFleet, copies: number, data: string): LargeFleet {
  const { end } = small;
  const scraped = fleetCopies(small.scraped, copies);
  const recorded = fleetCopies(small.recorded, copies);
  const oldest = recorded.reduce((least, { samples }) => Math.min(least, samples.times[0] ?? end), end);
  let samples = 0;
  const old = inOrder(recorded);
  for (let from = oldest; from < end - NEW_MS; from += OLD_BLOCK_MS)
    samples += writeBlock(data, old, [from, Math.min(from + OLD_BLOCK_MS, end - NEW_MS)]).numSamples;
  const all = inOrder([...recorded, ...scraped]);
  for (let from = end - NEW_MS; from <= end; from += NEW_BLOCK_MS)
    samples += writeBlock(data, all, [from, from + NEW_BLOCK_MS]).numSamples;
  return { scraped: scraped.length, recorded: recorded.length, samples };
}

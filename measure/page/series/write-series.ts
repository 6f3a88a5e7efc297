import { writeBlock } from '../../rules-cost/blocks/block.ts';
import { inOrder, type SampledSeries } from '../../rules-cost/blocks/sampled-series.ts';

/** As Prometheus merges them with its retention of a month. */
const BLOCK_MS = 54 * 3_600_000;

/** Writes series as blocks of Prometheus; gives how many samples they have. */
export function writeSeries(
  data: string,
  series: readonly SampledSeries[],
  { from, to }: { readonly from: number; readonly to: number },
): number {
  const ordered = inOrder(series);
  let samples = 0;
  for (let start = from; start < to; start += BLOCK_MS)
    samples += writeBlock(data, ordered, [start, Math.min(to, start + BLOCK_MS)]).numSamples;
  return samples;
}

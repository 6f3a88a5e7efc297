import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chunk, ChunkFiles, chunksOf } from './chunk-file.ts';
import { IndexFile } from './index-file.ts';
import type { SampledSeries, Samples } from './sampled-series.ts';

/** How much a block has. */
export interface BlockStats {
  readonly numSamples: number;
  readonly numSeries: number;
  readonly numChunks: number;
}

/**
 * Writes what series hold within [from, to) (ms) as one block of Prometheus's TSDB. promtool can do this, too, at 190,000 samples a
 * second; a month of ten thousand stations would take it hours. Samples that series share are encoded once, and written
 * for each of them. `series`: in order.
 */
export function writeBlock(
  data: string,
  series: readonly SampledSeries[],
  [from, to]: readonly [number, number],
): BlockStats {
  const encoded = new Map<Samples, readonly Chunk[]>();
  const chunks = (samples: Samples): readonly Chunk[] => {
    const known = encoded.get(samples) ?? chunksOf(samples, from, to);
    encoded.set(samples, known);
    return known;
  };
  const present = series.filter(({ samples }) => chunks(samples).length > 0);
  if (present.length === 0) return { numSamples: 0, numSeries: 0, numChunks: 0 };
  const id = blockId(from);
  const folder = join(data, id);
  mkdirSync(join(folder, 'chunks'), { recursive: true });
  const files = new ChunkFiles(join(folder, 'chunks'));
  const index = new IndexFile(symbolsOf(present));
  let numSamples = 0;
  let numChunks = 0;
  for (const { labels, samples } of present) {
    const own = chunks(samples);
    const metas = own.map((chunk) => ({ mint: chunk.mint, maxt: chunk.maxt, reference: files.add(chunk) }));
    index.addSeries(labels, metas);
    numChunks += own.length;
    for (const chunk of own) numSamples += chunk.samples;
  }
  files.close();
  writeFileSync(join(folder, 'index'), index.finish());
  const stats = { numSamples, numSeries: present.length, numChunks };
  const compaction = { level: 1, sources: [id] };
  const meta = { ulid: id, minTime: from, maxTime: to, stats, compaction, version: 1 };
  writeFileSync(join(folder, 'meta.json'), JSON.stringify(meta));
  return stats;
}

function* symbolsOf(series: readonly SampledSeries[]): Generator<string> {
  for (const { labels } of series) yield* labels;
}

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: ten digits of time, and no chance in the rest, since no two blocks begin together. */
function blockId(from: number): string {
  let digits = '';
  for (let rest = from, digit = 0; digit < 10; digit += 1, rest = Math.floor(rest / 32))
    digits = `${DIGITS[rest % 32] ?? ''}${digits}`;
  return digits.padEnd(26, '0');
}

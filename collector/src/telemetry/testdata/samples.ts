import { exposition } from '../exposition.ts';
import type { MetricStore } from '../metric-store.ts';

/** Every sample that `reader` sees now, `name{labels}` → value. */
export const samplesOf = (store: MetricStore, reader = 0): Map<string, number> =>
  new Map(
    [...exposition(store.collect(reader), 'text')]
      .join('')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space), Number(line.slice(space + 1))];
      }),
  );

/** The one sample whose name and labels contain all `parts`; undefined when there is none. */
export const sampleOf = (samples: ReadonlyMap<string, number>, name: string, ...parts: string[]): number | undefined => {
  const found = [...samples].filter(([key]) => key.split('{')[0] === name && parts.every((part) => key.includes(part)));
  if (found.length > 1) throw new Error(`${String(found.length)} samples of ${name} match ${parts.join(' ')}`);
  return found[0]?.[1];
};

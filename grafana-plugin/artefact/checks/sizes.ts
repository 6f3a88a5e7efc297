import { gzipSync } from 'node:zlib';
import { pathsOf, type Artefact } from '../artefact.ts';

const KB = 1_000;
/** Own code of the first page, as it is sent. */
export const FIRST_PAGE_BUDGET = 350 * KB;
const ENTRY_BUDGET = 60 * KB;
/** As it lies on the disk, with its source maps. */
const WHOLE_BUDGET = 10_000 * KB;

const compressed = ({ files }: Artefact, paths: readonly string[]): number =>
  paths.reduce((sum, path) => sum + gzipSync(files.get(path) ?? '').length, 0);

/** Chunks of other pages are named after them; all others may be needed by the first one. */
const firstPage = (artefact: Artefact): string[] =>
  pathsOf(artefact, '.js').filter(
    (path) => !path.startsWith('pages_') || path.startsWith('pages_Performance_'),
  );

/** Bytes: at most what the first page needs and what every page with a link of ours loads, as gzip; everything, as it is. */
export const sizesOf = (artefact: Artefact) => ({
  firstPage: compressed(artefact, firstPage(artefact)),
  entry: compressed(artefact, ['module.js']),
  whole: [...artefact.files.values()].reduce((sum, { length }) => sum + length, 0),
});

export const sizeFindings = (artefact: Artefact): string[] => {
  const { firstPage: page, entry, whole } = sizesOf(artefact);
  const tooLarge = (what: string, is: number, budget: number): string[] =>
    is <= budget ? [] : [`sizes: ${what} is ${Math.round(is / KB)} kB, more than ${budget / KB}`];
  return [
    ...(pathsOf(artefact, '.js').some((path) => path.startsWith('pages_Performance_'))
      ? []
      : ['sizes: no chunk is named after the first page, so nobody knows how large it is']),
    ...tooLarge('the first page', page, FIRST_PAGE_BUDGET),
    ...tooLarge('module.js', entry, ENTRY_BUDGET),
    ...tooLarge('the whole', whole, WHOLE_BUDGET),
  ];
};

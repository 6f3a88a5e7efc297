import { z } from 'zod';
import { parsed, pathsOf, textOf, type Artefact } from '../artefact.ts';

const map = z.object({
  version: z.literal(3),
  sources: z.array(z.string()).min(1),
  sourcesContent: z.array(z.string()).min(1),
});
/** Beside the sources, a map holds a position for each token of its chunk; one that holds more has something else in it. */
const LEAST_TIMES_ITS_CHUNK = 0.3;
const MOST_TIMES_ITS_CHUNK = 4;

/** Each chunk has its map and each map its chunk, with sources named by where they are in the project. */
export const sourceMapFindings = (artefact: Artefact): string[] => {
  const sizeOf = (path: string): number => artefact.files.get(path)?.length ?? 0;
  const chunks = pathsOf(artefact, '.js');
  const orphans = pathsOf(artefact, '.js.map').filter((path) => !artefact.files.has(path.slice(0, -4)));
  return [
    ...orphans.map((path) => `source maps: ${path} has no chunk`),
    ...chunks.flatMap((path) => {
      const read = map.safeParse(parsed(textOf(artefact, `${path}.map`)));
      if (!read.success) return [`source maps: ${path} has none`];
      const { sources, sourcesContent } = read.data;
      const beside = sizeOf(`${path}.map`) - Buffer.byteLength(JSON.stringify(sourcesContent));
      const times = beside / sizeOf(path);
      const strange = sources.filter((source) => !/^webpack:\/\/[\w-]+\//.test(source));
      return [
        ...(sources.length === sourcesContent.length ? [] : [`source maps: ${path}.map lacks sources`]),
        ...(times >= LEAST_TIMES_ITS_CHUNK && times <= MOST_TIMES_ITS_CHUNK
          ? []
          : [`source maps: ${path}.map is, without its sources, ${times.toFixed(1)} times its chunk`]),
        ...strange.map((source) => `source maps: ${path}.map names ${source}`),
      ];
    }),
  ];
};

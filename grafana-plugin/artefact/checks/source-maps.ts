import { z } from 'zod';
import { parsed, pathsOf, textOf, type Artefact } from '../artefact.ts';

const map = z.object({
  version: z.literal(3),
  sources: z.array(z.string()).min(1),
  sourcesContent: z.array(z.string()).min(1),
});
/** A map holds the sources with their types and comments; one that is larger has something else in it. */
const MOST_TIMES_ITS_CHUNK = 12;

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
      const times = sizeOf(`${path}.map`) / sizeOf(path);
      const strange = sources.filter((source) => !/^webpack:\/\/[\w-]+\//.test(source));
      return [
        ...(sources.length === sourcesContent.length ? [] : [`source maps: ${path}.map lacks sources`]),
        ...(times >= 1 && times <= MOST_TIMES_ITS_CHUNK
          ? []
          : [`source maps: ${path}.map is ${times.toFixed(1)} times its chunk`]),
        ...strange.map((source) => `source maps: ${path}.map names ${source}`),
      ];
    }),
  ];
};

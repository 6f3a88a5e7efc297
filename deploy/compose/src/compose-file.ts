import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const service = z.looseObject({
  image: z.string(),
  build: z
    .object({
      context: z.string(),
      dockerfile: z.string(),
      args: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  healthcheck: z.looseObject({ test: z.array(z.string()) }).optional(),
  restart: z.string().optional(),
});
export type Service = z.output<typeof service>;

const composeFile = z.looseObject({
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.unknown()),
});
export type ComposeFile = z.output<typeof composeFile>;

/** A file in the shape of the Compose Specification, as far as this project uses it; throws on any other. */
export const readComposeFile = (path: string): ComposeFile =>
  composeFile.parse(parse(readFileSync(path, 'utf8')));

/** What a service sees of the host or of a volume: `source:target[:ro]`. */
export function mountsOf({ volumes }: Service): { source: string; target: string; isFile: boolean }[] {
  return volumes.map((volume) => {
    const [source = '', target = ''] = volume.split(':');
    return { source, target, isFile: source.startsWith('./') };
  });
}

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { z } from 'zod';

/** What a plugin is delivered as: `files` by their path below the one folder `root`. */
export interface Artefact {
  readonly root: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Entries of the archive that stand outside `root`. */
  readonly strays: readonly string[];
}

const identity = z.object({ id: z.string(), info: z.object({ version: z.string() }) });

/** What begins with a dot is for the tools that build. */
const isDelivered = (path: string): boolean => path.split('/').every((part) => !part.startsWith('.'));

/** The built plugin in `dist`, in the folder that an archive gives it. */
export const builtArtefact = (dist: string): Artefact => {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = relative(dist, join(entry.parentPath, entry.name)).split(sep).join('/');
    if (isDelivered(path)) files.set(path, readFileSync(join(dist, path)));
  }
  return { root: identityOf(files).id, files, strays: [] };
};

/** An archive's content; `root` is the folder that its first entry stands in. */
export const readZip = (bytes: Uint8Array): Artefact => {
  const entries = Object.entries(unzipSync(bytes));
  const root = entries[0]?.[0].split('/')[0] ?? '';
  const files = new Map<string, Uint8Array>();
  const strays: string[] = [];
  for (const [path, content] of entries)
    if (!path.startsWith(`${root}/`)) strays.push(path);
    else if (!path.endsWith('/')) files.set(path.slice(root.length + 1), content);
  return { root, files, strays };
};

/** The archive of an artefact: the same bytes for the same files. */
export const writeZip = ({ root, files }: Artefact): Uint8Array =>
  zipSync(
    Object.fromEntries(
      [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, content]) => [`${root}/${path}`, content]),
    ),
    { level: 9, mtime: new Date(2000, 0, 1) },
  );

export const textOf = (artefact: Pick<Artefact, 'files'>, path: string): string | null => {
  const bytes = artefact.files.get(path);
  return bytes === undefined ? null : new TextDecoder().decode(bytes);
};

/** The paths of an artefact that end so, in order. */
export const pathsOf = ({ files }: Pick<Artefact, 'files'>, ending: string): string[] =>
  [...files.keys()].filter((path) => path.endsWith(ending)).sort();

/** JSON, or undefined where it is none. */
export const parsed = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
};

/** Id and version as plugin.json has them; throws where it has none. */
export const identityOf = (files: Artefact['files']): { readonly id: string; readonly version: string } => {
  const { id, info } = identity.parse(parsed(textOf({ files }, 'plugin.json')));
  return { id, version: info.version };
};

import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { NOT_FOUND, type Reply } from './reply.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.map': 'application/json',
  '.md': 'text/markdown',
  '.woff2': 'font/woff2',
};
const COMPRESSED = new Set(['.js', '.css', '.json', '.svg', '.map']);

/** Files of one folder, compressed once. */
export class StaticFiles {
  readonly #folder: string;
  readonly #cache = new Map<string, { mtimeMs: number; reply: Reply }>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  serve(path: string): Reply {
    const file = normalize(join(this.#folder, path));
    if (!file.startsWith(this.#folder + sep)) return NOT_FOUND;
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat === undefined || !stat.isFile()) return NOT_FOUND;
    const known = this.#cache.get(file);
    if (known !== undefined && known.mtimeMs === stat.mtimeMs) return known.reply;
    const extension = extname(file);
    const compress = COMPRESSED.has(extension);
    const bytes = readFileSync(file);
    const reply: Reply = {
      status: 200,
      headers: {
        'content-type': TYPES[extension] ?? 'application/octet-stream',
        'cache-control': 'no-cache',
        etag: `"${stat.size}-${Math.round(stat.mtimeMs)}"`,
        ...(compress ? { 'content-encoding': 'gzip' } : {}),
      },
      body: compress ? gzipSync(bytes) : bytes,
    };
    this.#cache.set(file, { mtimeMs: stat.mtimeMs, reply });
    return reply;
  }
}

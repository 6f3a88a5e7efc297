import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const DAY_MS = 86_400_000;

/** Midnight (UTC) `days` before the day of `now`: histories of one day begin at the same moment, and so agree. */
export const historyStart = (now: number, days: number): number =>
  Math.floor(now / DAY_MS) * DAY_MS - days * DAY_MS;

/** What a history depends on. */
export interface KeyParts {
  readonly scenario: string;
  readonly identityKey: string;
  readonly code: string;
  /** Begin of the history, ms since the epoch. */
  readonly start: number;
  readonly stations: number | null;
}

/** Histories with the same key are the same as far as they both go. */
export const historyKey = (parts: KeyParts): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);

/** A digest of every source file under the folders, tests left out. */
export function codeVersion(folders: readonly string[]): string {
  const digest = createHash('sha256');
  for (const folder of folders) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts') && !entry.name.endsWith('.md'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) {
      digest.update(relative(folder, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return digest.digest('hex');
}

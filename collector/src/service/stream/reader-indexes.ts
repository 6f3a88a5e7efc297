import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { failed, ok, permanent, type Result } from '../../model/result.ts';

/** As many as the metric store can tell apart. */
const MOST_READERS = 32;

const readersFile = z.record(
  z.string(),
  z
    .int()
    .min(0)
    .max(MOST_READERS - 1),
);

/**
 * The index under which each reader of the metrics is known in the signal log, by its id. Kept in the file at `path`, so
 * that a reader that is added or taken away does not shift the others: they would miss counters being born at 0. Readers
 * that are gone keep theirs until there is none left.
 */
export function readerIndexes(path: string, ids: readonly string[]): Result<ReadonlyMap<string, number>> {
  try {
    const kept = new Map(
      Object.entries(readersFile.parse(JSON.parse(existsSync(path) ? readFileSync(path, 'utf8') : '{}'))),
    );
    const added = ids.filter((id) => !kept.has(id));
    for (const id of added) {
      const index = freeIndex(kept, ids);
      if (index === null)
        return failed(permanent(`at most ${MOST_READERS} exporters can read the metrics; ${id} is one more`));
      kept.set(id, index);
    }
    if (added.length > 0) write(path, kept);
    return ok(new Map([...kept].filter(([id]) => ids.includes(id))));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return failed(permanent(`${path} cannot be used: ${why}`));
  }
}

/** The first index that nobody ever had, otherwise one whose reader is gone, which is then forgotten. */
function freeIndex(kept: Map<string, number>, ids: readonly string[]): number | null {
  const taken = new Set(kept.values());
  for (let index = 0; index < MOST_READERS; index += 1) if (!taken.has(index)) return index;
  for (const [id, index] of kept) {
    if (ids.includes(id)) continue;
    kept.delete(id);
    return index;
  }
  return null;
}

function write(path: string, indexes: ReadonlyMap<string, number>): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, `${JSON.stringify(Object.fromEntries(indexes))}\n`, { flush: true });
  renameSync(`${path}.new`, path);
}

import { permanent, retryable, type Failure } from '../../model/result.ts';

/**
 * Result codes after which the same write may work later: busy, locked, out of memory, read-only, input/output error,
 * disk full, cannot open (https://www.sqlite.org/rescode.html). Read-only is here since Linux remounts a file system
 * read-only on errors, and operators remount it writable.
 */
const RETRYABLE_CODES: ReadonlySet<number> = new Set([5, 6, 7, 8, 10, 13, 14]);

/** Extended result codes carry the primary code in their low byte. */
const primaryCode = (error: object): number | null =>
  'errcode' in error && typeof error.errcode === 'number' ? error.errcode & 0xff : null;

/** Says which kind of failure an error of node:sqlite is. */
export const sqliteFailure = (error: unknown): Failure => {
  // Not `instanceof Error`: errors of built-in modules belong to another realm where the code runs in a vm context.
  if (typeof error !== 'object' || error === null) return permanent('the ledger failed');
  const code = primaryCode(error);
  const message = `the ledger: ${'message' in error ? String(error.message) : 'unknown error'}`;
  return code !== null && RETRYABLE_CODES.has(code) ? retryable(message) : permanent(message);
};

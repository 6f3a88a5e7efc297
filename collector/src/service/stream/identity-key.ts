import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import type { IdentityKeys } from '../../ocpp/identity-hash.ts';

const BYTES = 32;
const MOST_KEYS = 8;

/**
 * The keys under which idTags are hashed, the newest first: a line of 64 hex digits each, in a file that only we may read,
 * made where there is none. A line on top changes the key with the next start; older ones only recognise what is under way.
 */
export function readIdentityKeys(path: string): Result<IdentityKeys> {
  try {
    return parse(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (!isMissing(error)) {
      return failed(permanent(`the identity key ${path} cannot be read: ${String(error)}`));
    }
  }
  const key = randomBytes(BYTES);
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    return failed(permanent(`the identity key ${path} cannot be made: ${String(error)}`));
  }
  return ok([key]);
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

const isKey = (text: string): boolean => text.length === BYTES * 2 && /^[0-9a-f]+$/i.test(text);

function parse(text: string, path: string): Result<IdentityKeys> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const wrong = lines.findIndex((line) => line !== '' && !isKey(line));
  if (wrong >= 0) {
    return failed(permanent(`the identity key ${path}, line ${wrong + 1}, must be ${BYTES * 2} hex digits`));
  }
  const [newest, ...older] = lines.filter((line) => line !== '').map((line) => Buffer.from(line, 'hex'));
  if (newest === undefined) {
    return failed(permanent(`the identity key ${path} is empty: write a line of ${BYTES * 2} hex digits`));
  }
  if (older.length >= MOST_KEYS) {
    return failed(
      permanent(`the identity key ${path} has more than ${MOST_KEYS} lines: take the oldest out`),
    );
  }
  return ok([newest, ...older]);
}

import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { failed, ok, permanent, type Result } from '../../model/result.ts';

const BYTES = 32;

/** The key under which idTags are hashed: 64 hex digits in a file that only we may read, made where there is none. */
export function readIdentityKey(path: string): Result<Buffer> {
  try {
    return parse(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
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
  return ok(key);
}

function parse(text: string, path: string): Result<Buffer> {
  const key = Buffer.from(text.trim(), 'hex');
  return key.length === BYTES
    ? ok(key)
    : failed(permanent(`the identity key ${path} must be ${BYTES * 2} hex digits`));
}

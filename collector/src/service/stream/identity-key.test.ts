import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readIdentityKeys } from './identity-key.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const [A, B] = ['a'.repeat(64), 'B'.repeat(64)];
const read = (text: string) => {
  const path = join(folder, 'identity.key');
  writeFileSync(path, text);
  const keys = readIdentityKeys(path);
  return keys.ok ? keys.value.map((key) => key.toString('hex')) : keys.error.message;
};

describe('the keys of the identity hash', () => {
  it('are made where there are none, readable by nobody else, and stay', () => {
    const path = join(folder, 'deep', 'identity.key');
    const made = readIdentityKeys(path);
    expect(made.ok && made.value.map((key) => key.length)).toEqual([32]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readIdentityKeys(path)).toEqual(made);
    expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });

  it('are the lines of the file, the newest on top', () => {
    expect(read(`${A}\n`)).toEqual([A]);
    expect(read(`${B}\r\n\n${A}\n`)).toEqual([B.toLowerCase(), A]);
  });

  it.each([
    [`${A}\n${A.slice(1)}`, 'line 2, must be 64 hex digits'],
    [`${A}${'g'}`, 'line 1, must be 64 hex digits'],
    ['\n', 'is empty'],
    [`${A}\n`.repeat(9), 'more than 8 lines'],
  ])('are refused where they are wrong, without being shown', (text, problem) => {
    const said = read(text);
    expect(said).toContain(problem);
    expect(said).not.toContain('aaaa');
  });
});

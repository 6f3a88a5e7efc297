import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readerIndexes } from './reader-indexes.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-readers-'));
  path = join(folder, 'storage', 'readers.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The indexes as an object; fails the test when there are none. */
function indexes(...ids: string[]): Record<string, number> {
  const found = readerIndexes(path, ids);
  if (!found.ok) throw new Error(found.error.message);
  return Object.fromEntries(found.value);
}

describe('the indexes of readers', () => {
  it('stay with their readers when another one is added or taken away', () => {
    expect(indexes('prometheus')).toEqual({ prometheus: 0 });
    expect(indexes('otlp', 'prometheus')).toEqual({ otlp: 1, prometheus: 0 });
    expect(indexes('otlp')).toEqual({ otlp: 1 });
    expect(indexes('another', 'otlp')).toEqual({ another: 2, otlp: 1 });
  });

  it('wait for a reader that comes back', () => {
    indexes('otlp', 'prometheus');
    indexes('prometheus');
    indexes('another', 'prometheus');
    expect(indexes('otlp')).toEqual({ otlp: 0 });
  });

  it('are taken over from readers that are gone when there is no other left', () => {
    const all = Array.from({ length: 32 }, (_, index) => `reader_${index}`);
    indexes(...all);
    const rest = all.slice(0, 31);
    expect(indexes(...rest, 'one_more')).toMatchObject({ reader_0: 0, reader_30: 30, one_more: 31 });
  });

  it('end at 32, and say so', () => {
    const many = Array.from({ length: 33 }, (_, index) => `reader_${index}`);
    expect(readerIndexes(path, many)).toMatchObject({
      ok: false,
      error: { kind: 'permanent', message: expect.stringContaining('reader_32') },
    });
  });

  it('are not guessed from a damaged file', () => {
    indexes('prometheus');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.slice(0, -4));
    expect(readerIndexes(path, ['prometheus'])).toMatchObject({ ok: false, error: { kind: 'permanent' } });
    writeFileSync(path, '{"prometheus":32}');
    expect(readerIndexes(path, ['prometheus'])).toMatchObject({ ok: false, error: { kind: 'permanent' } });
  });
});

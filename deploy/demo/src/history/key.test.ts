import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { codeVersion, historyKey, historyStart, type KeyParts } from './key.ts';

const parts: KeyParts = { scenario: 'seed: 1', identityKey: 'ab', code: 'cd', start: 0, stations: null };
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the key of a history', () => {
  it('is the same all day and another the next', () => {
    const [morning, evening] = ['2026-11-22T00:00:00Z', '2026-11-22T23:59:59Z'].map((at) => Date.parse(at));
    expect(historyStart(morning ?? 0, 30)).toBe(Date.parse('2026-10-23T00:00:00Z'));
    expect(historyStart(evening ?? 0, 30)).toBe(Date.parse('2026-10-23T00:00:00Z'));
    expect(historyStart(Date.parse('2026-11-23T00:00:00Z'), 30)).toBe(Date.parse('2026-10-24T00:00:00Z'));
  });

  it('is another for each thing that the history depends on', () => {
    const others: Partial<KeyParts>[] = [
      { scenario: 'seed: 2' },
      { identityKey: 'ac' },
      { code: 'ce' },
      { start: 1 },
      { stations: 6 },
    ];
    const keys = others.map((other) => historyKey({ ...parts, ...other }));
    expect(new Set([...keys, historyKey(parts)]).size).toBe(others.length + 1);
    expect(historyKey({ ...parts })).toBe(historyKey(parts));
  });

  it('follows the code, but not its tests', () => {
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep', 'one.ts'), '1');
    const before = codeVersion([folder]);
    writeFileSync(join(folder, 'one.test.ts'), 'test');
    expect(codeVersion([folder])).toBe(before);
    writeFileSync(join(folder, 'deep', 'one.ts'), '2');
    expect(codeVersion([folder])).not.toBe(before);
  });
});

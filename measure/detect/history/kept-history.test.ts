import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { quietScenario } from '../scenario/quiet.ts';
import { keptSamples, linkBlocks, noteHistory } from './kept-history.ts';

const folder = mkdtempSync(join(tmpdir(), 'kept-'));
afterAll(() => rmSync(folder, { recursive: true }));
const scenario = (seed: number) => quietScenario({ seed, days: 1, groups: 1, background: 0 });
const metrics = (...names: string[]) => new Set(names);

describe('a history that was kept', () => {
  it('is used for the same scenario, as long as it has every metric', () => {
    expect(keptSamples(folder, { scenario: scenario(1), metrics: metrics('a') })).toBeNull();
    noteHistory(folder, { scenario: scenario(1), metrics: metrics('a', 'b'), samples: 7 });
    expect(keptSamples(folder, { scenario: scenario(1), metrics: metrics('b') })).toBe(7);
    expect(keptSamples(folder, { scenario: scenario(2), metrics: metrics('b') })).toBeNull();
    expect(keptSamples(folder, { scenario: scenario(1), metrics: metrics('b', 'c') })).toBeNull();
  });

  it('stays as it is when blocks are added to its copy', () => {
    const [raw, data] = [join(folder, 'raw'), join(folder, 'data')];
    mkdirSync(join(raw, '01AB', 'chunks'), { recursive: true });
    writeFileSync(join(raw, '01AB', 'meta.json'), '{}');
    writeFileSync(join(raw, '01AB', 'chunks', '000001'), 'samples');
    mkdirSync(join(data, '01CD'), { recursive: true });
    linkBlocks(raw, data);
    expect(readFileSync(join(data, '01AB', 'chunks', '000001'), 'utf8')).toBe('samples');
    expect(() => readFileSync(join(data, '01CD', 'meta.json'))).toThrow('ENOENT');
    rmSync(data, { recursive: true });
    expect(readFileSync(join(raw, '01AB', 'meta.json'), 'utf8')).toBe('{}');
  });
});

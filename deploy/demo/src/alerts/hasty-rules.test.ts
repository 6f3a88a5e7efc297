import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { secondsOf, writeHastyRules } from './hasty-rules.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('hasty rules', () => {
  it('wait a share of the time, and are otherwise as shipped', () => {
    const alert = { alert: 'A', expr: 'up == 0', labels: { severity: 'page' } };
    const shipped = {
      groups: [
        { name: 'g', interval: '1m', rules: [{ ...alert, for: '1h', keep_firing_for: '30m' }, alert] },
        { name: 'h', rules: [alert] },
      ],
    };
    writeFileSync(join(folder, 'a.yaml'), JSON.stringify(shipped));
    writeFileSync(join(folder, 'README.md'), 'no rules');
    const to = join(folder, 'hasty');
    writeHastyRules(folder, to, { share: 0.1, leastInterval: 15 });
    expect(parse(readFileSync(join(to, 'a.yaml'), 'utf8'))).toEqual({
      groups: [
        { name: 'g', interval: '15s', rules: [{ ...alert, for: '360s', keep_firing_for: '180s' }, alert] },
        { name: 'h', rules: [alert] },
      ],
    });
  });

  it.each([
    ['90s', 90],
    ['1h30m', 5_400],
    ['2d', 172_800],
  ])('reads %s', (duration, seconds) => {
    expect(secondsOf(duration)).toBe(seconds);
  });
});

import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lint } from './lint.ts';
import { FOLDER, loadRules } from './load.ts';
import { outputsOf } from './outputs.ts';
import { promtool } from './promtool.ts';
import { readSurroundings } from './surroundings.ts';

const GUIDE = join(FOLDER, '..', 'docs', 'guides', 'extend-alert-rules.md');

describe('the guide to adding an alert', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'guide-')), 'alert-rules');
  const blocks = new Map(
    [...readFileSync(GUIDE, 'utf8').matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(
      ([, path = '', text = '']) => [path, text],
    ),
  );
  const add = (path: string): void => {
    const target = join(folder, path);
    if (existsSync(target)) appendFileSync(target, `\n${blocks.get(path) ?? ''}`);
    else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, blocks.get(path) ?? '');
    }
  };
  const problems = (): readonly string[] => {
    const loaded = loadRules(folder);
    if (!loaded.ok) return loaded.error.map(({ problem }) => problem);
    for (const [path, text] of outputsOf(loaded.value.files, loaded.value.params))
      writeFileSync(join(folder, path), text);
    return [...loaded.value.unused, ...lint(loaded.value.files, readSurroundings(folder))];
  };

  beforeAll(() => {
    cpSync(FOLDER, folder, { recursive: true });
  });

  afterAll(() => {
    rmSync(dirname(folder), { recursive: true, force: true });
  });

  it('has every file that it speaks of', () => {
    expect([...blocks.keys()]).toEqual([
      'params.yaml',
      'source/alerts-messages.yaml',
      'runbooks/StationMessagesBroken.md',
      'tests/alerts-messages.yaml',
    ]);
  });

  it('is told what is missing after each step, and passes after the last', () => {
    add('source/alerts-messages.yaml');
    expect([...problems()].sort()).toEqual([
      '${messages.invalid_ratio} stands for nothing',
      '${messages.min_invalid} stands for nothing',
    ]);
    add('params.yaml');
    expect(problems().map((problem) => problem.replace(/\. Fix:.*/, ''))).toEqual([
      'StationMessagesBroken: has no runbook',
      'StationMessagesBroken: has no case in which it fires',
      'StationMessagesBroken: has no case in which it is quiet',
    ]);
    add('runbooks/StationMessagesBroken.md');
    add('tests/alerts-messages.yaml');
    expect(problems()).toEqual([]);
    expect(promtool(folder, 'check')).toBeNull();
    expect(promtool(folder, 'test', ['alerts-messages.yaml'])).toBeNull();
  });
});

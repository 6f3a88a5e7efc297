import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockFolder } from './folder-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the lock of a folder', () => {
  it('lets one demo in at a time, and the next when that has ended', () => {
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(`Another demo (process ${process.pid}) runs in ${folder}.`);
    unlock();
    lockFolder(folder)();
  });

  it('does not mind what a killed demo has left behind', () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(folder, 'demo.pid'), `${pid}\n`);
    lockFolder(folder)();
  });
});

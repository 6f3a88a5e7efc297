import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatSourceError } from '../config/source-error.ts';
import { InventoryWatcher } from './inventory-watcher.ts';

let directory = '';
let path = '';
let seen: string[] = [];
let watcher: InventoryWatcher;

const one = 'sites: [{ id: a }]\n';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'firstcharge-inventory-'));
  path = join(directory, 'inventory.yaml');
  seen = [];
  writeFileSync(path, one);
  watcher = new InventoryWatcher({
    path,
    defaultSite: 'default',
    text: one,
    debounceMs: 5,
    onInventory: ({ sites }) => seen.push([...sites.keys()].join(' ')),
    onErrors: (errors) => seen.push(...errors.map(formatSourceError)),
  });
});
afterEach(() => {
  watcher.close();
  rmSync(directory, { recursive: true, force: true });
});

async function until(count: number): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (seen.length < count) {
    if (Date.now() > deadline) throw new Error(`not in time: ${seen.join('; ')}`);
    await setTimeout(2);
  }
}

describe('the inventory watcher', () => {
  it('loads a file that was written or replaced', async () => {
    writeFileSync(path, 'sites: [{ id: a }, { id: b }]\n');
    await until(1);
    writeFileSync(`${path}.new`, 'sites: [{ id: c }]\n');
    renameSync(`${path}.new`, path);
    await until(2);
    expect(seen).toEqual(['a b', 'c']);
  });

  it('reports what is wrong with a bad file and goes on with the next good one', async () => {
    writeFileSync(path, 'sites: [{ idd: a }]\n');
    await until(1);
    expect(seen.join()).toContain('inventory.yaml:1:');
    seen = [];
    writeFileSync(path, 'sites: [{ id: b }]\n');
    await until(1);
    expect(seen).toEqual(['b']);
  });

  it('says when the file is gone', async () => {
    rmSync(path);
    await until(1);
    expect(seen[0]).toContain('cannot be read');
  });
});

import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FaultFeed } from './fault-feed.ts';
import { faultLine } from './fault-line.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firstcharge-faults-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = (type: string): string =>
  `${JSON.stringify({ type, id: 'X-1', behaviour: 'router-outage', where: { site: 'quay' }, everyday: false })}\n`;

describe('the book of faults', () => {
  it('is read as it grows, each line once, whole lines only', () => {
    const path = join(folder, 'truth.jsonl');
    const feed = new FaultFeed(path);
    expect(feed.read()).toEqual([]);
    appendFileSync(path, line('fault_begun') + line('fault').slice(0, 20));
    expect(feed.read().map(faultLine)).toEqual(['⚡ in the simulated world, router outage begins at quay']);
    appendFileSync(path, `${line('fault').slice(20)}{"type":"flow"}\n`);
    expect(feed.read().map(faultLine)).toEqual(['· in the simulated world, router outage ends at quay']);
    expect(feed.read()).toEqual([]);
  });
});

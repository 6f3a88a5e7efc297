import { spawn } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeSignalLog, numberedBatch, readAll, valueOf } from './contract.ts';
import { openFileJournal, type FileJournal, type FileJournalSettings } from './file-journal.ts';
import { openSegmentFile, type OpenSegmentFile } from './segment-file.ts';

let directory = '';
const makeDirectory = (): void => {
  directory = mkdtempSync(join(tmpdir(), 'firstcharge-journal-'));
};
const removeDirectory = (): void => rmSync(directory, { recursive: true, force: true });
const openHere = async (settings: Partial<FileJournalSettings> = {}): Promise<FileJournal> =>
  valueOf(await openFileJournal({ directory, windowMs: 1, ...settings }));
const segmentPaths = (): string[] =>
  readdirSync(directory)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .map((name) => join(directory, name));
const sequences = async (journal: FileJournal, offset = 0): Promise<(number | undefined)[]> =>
  (await readAll(journal, offset)).map(({ batch }) => batch.position?.sequence);

async function fill(journal: FileJournal, from: number, to: number): Promise<number> {
  let offset = 0;
  for (let sequence = from; sequence <= to; sequence += 1)
    offset = valueOf(await journal.append(numberedBatch(sequence)));
  return offset;
}

describeSignalLog('the file journal', {
  async open() {
    makeDirectory();
    return openHere();
  },
  reopen: () => openHere(),
  dispose: async () => removeDirectory(),
});

describe('the file journal', () => {
  let journal: FileJournal;
  beforeEach(async () => {
    makeDirectory();
    journal = await openHere({ segmentBytes: 1_000 });
  });
  afterEach(async () => {
    await journal.close();
    removeDirectory();
  });

  it('begins a new segment, named by its offset, when one has grown to its size', async () => {
    const end = await fill(journal, 1, 30);
    const paths = segmentPaths();
    expect(paths.length).toBeGreaterThan(2);
    expect(paths[0]).toMatch(/\/0{20}\.jsonl$/);
    expect(paths.reduce((sum, path) => sum + statSync(path).size, 0)).toBe(end);
    expect(await sequences(journal)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  });

  it('drops whole segments before an offset and keeps its positions', async () => {
    await fill(journal, 1, 30);
    const middle = (await readAll(journal))[14]?.next ?? NaN;
    const before = segmentPaths().length;
    valueOf(await journal.truncateBefore(middle));
    expect(segmentPaths().length).toBeLessThan(before);
    await journal.close();
    journal = await openHere();
    expect((await sequences(journal, middle))[0]).toBe(16);
    expect(journal.positions().get('run-1')).toBe(30);
  });

  it('keeps the batches that the older snapshot needs', async () => {
    const first = await fill(journal, 1, 1);
    const end = await fill(journal, 2, 30);
    valueOf(await journal.saveSnapshot({ offset: first, bytes: Buffer.from('older') }));
    valueOf(await journal.saveSnapshot({ offset: end, bytes: Buffer.from('newer') }));
    valueOf(await journal.truncateBefore(end));
    expect((await sequences(journal, first))[0]).toBe(2);
  });

  it('falls back to the older snapshot when the newest is damaged, and keeps two', async () => {
    for (const offset of [10, 20, 30])
      valueOf(await journal.saveSnapshot({ offset, bytes: Buffer.from(`at ${offset}`) }));
    const names = readdirSync(directory)
      .filter((name) => name.startsWith('snapshot'))
      .sort();
    expect(names).toHaveLength(2);
    appendFileSync(join(directory, names[1] ?? ''), 'rot');
    expect(valueOf(await journal.loadSnapshot())?.offset).toBe(20);
    expect(journal.damage().snapshots).toBe(1);
  });

  it('cuts off a torn tail at opening, counts it and goes on', async () => {
    await fill(journal, 1, 3);
    await journal.close();
    const [path = ''] = segmentPaths();
    appendFileSync(path, '{"receivedAt":"2026-11-01T10:00:00.000Z","station":"CS-1","dir');
    journal = await openHere();
    expect(journal.damage().bytesCut).toBe(62);
    await fill(journal, 4, 4);
    expect(await sequences(journal)).toEqual([1, 2, 3, 4]);
    expect(journal.damage()).toMatchObject({ lines: 0, batches: 0 });
  });

  it('never shows a batch whose commit line did not reach the disk', async () => {
    await fill(journal, 1, 3);
    await journal.close();
    const [path = ''] = segmentPaths();
    const text = readFileSync(path, 'utf8');
    truncateSync(path, text.trimEnd().lastIndexOf('\n') + 1);
    journal = await openHere();
    expect(await sequences(journal)).toEqual([1, 2]);
    expect(journal.positions().get('run-1')).toBe(2);
  });

  it('cuts from the first damaged batch of the last group, whose blocks may reach the disk in any order', async () => {
    await fill(journal, 1, 1);
    await Promise.all([2, 3, 4].map((sequence) => journal.append(numberedBatch(sequence))));
    await journal.close();
    const [path = ''] = segmentPaths();
    writeFileSync(path, readFileSync(path, 'utf8').replace('"3","Heartbeat"', '"3","Heartbeam"'));
    journal = await openHere();
    expect(await sequences(journal)).toEqual([1, 2]);
  });

  it('skips and counts a line that rotted in the middle, and shows all others', async () => {
    await fill(journal, 1, 5);
    await journal.close();
    const [path = ''] = segmentPaths();
    writeFileSync(path, readFileSync(path, 'utf8').replace('[2,"2","Heart', '{2,"2","Heart'));
    journal = await openHere();
    const entries = await readAll(journal);
    expect(entries.map(({ batch }) => batch.arrivals.length)).toEqual([1, 0, 1, 1, 1]);
    expect(journal.damage()).toMatchObject({ lines: 1, batches: 1, bytesCut: 0 });
  });

  it('starts behind the newest snapshot when its segments were deleted', async () => {
    const end = await fill(journal, 1, 5);
    valueOf(await journal.saveSnapshot({ offset: end, bytes: Buffer.from('state') }));
    await journal.close();
    for (const path of segmentPaths()) rmSync(path);
    journal = await openHere();
    await fill(journal, 6, 6);
    expect(await sequences(journal, end)).toEqual([6]);
  });

  it('lets one process write and names it to the next', async () => {
    const second = await openFileJournal({ directory });
    expect(second).toMatchObject({ ok: false, error: { kind: 'permanent' } });
    expect(second.ok ? '' : second.error.message).toContain(`process ${process.pid}`);
  });

  it('takes over the lock of a process that is gone', async () => {
    await journal.close();
    writeFileSync(join(directory, 'lock'), `${process.pid} 1\n`);
    journal = await openHere();
    expect((await journal.append(numberedBatch(1))).ok).toBe(true);
  });

  it('answers retryable instead of growing when the disk cannot keep up', async () => {
    await journal.close();
    journal = await openHere({ pendingBytes: 500 });
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => journal.append(numberedBatch(index + 1))),
    );
    expect(results.filter(({ ok }) => !ok)).not.toHaveLength(0);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ error: { kind: 'retryable' } });
    expect(await sequences(journal)).toEqual(results.flatMap(({ ok }, index) => (ok ? [index + 1] : [])));
  });

  it('waits for the disk once for the appends of one window', async () => {
    await journal.close();
    let syncs = 0;
    const counting: OpenSegmentFile = async (path) => {
      const file = await openSegmentFile(path);
      return { ...file, sync: () => ((syncs += 1), file.sync()) };
    };
    journal = await openHere({ openFile: counting });
    await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append(numberedBatch(index + 1))));
    expect(syncs).toBe(1);
  });
});

type Fault = 'write' | 'sync' | 'truncate';

/** A disk that breaks off a write half-way with ENOSPC, or fails to sync or truncate, as long as it is told to. */
function faultyDisk(): { faults: Set<Fault>; openFile: OpenSegmentFile } {
  const faults = new Set<Fault>();
  const check = (fault: Fault): void => {
    if (faults.has(fault)) throw new Error('ENOSPC: no space left on device');
  };
  const openFile: OpenSegmentFile = async (path) => {
    const file = await openSegmentFile(path);
    return {
      async write(bytes, position) {
        const half = faults.has('write') ? bytes.subarray(0, bytes.length / 2) : bytes;
        await file.write(half, position);
        check('write');
      },
      async sync() {
        check('sync');
        await file.sync();
      },
      async truncate(length) {
        check('truncate');
        await file.truncate(length);
      },
      close: () => file.close(),
    };
  };
  return { faults, openFile };
}

describe('the file journal on a failing disk', () => {
  beforeEach(makeDirectory);
  afterEach(removeDirectory);

  it.each<[string, Fault[]]>([
    ['is full', ['write']],
    ['fails to sync', ['sync']],
    ['is full and cannot even cut the file', ['write', 'truncate']],
    ['fails to sync and to cut the file', ['sync', 'truncate']],
  ])('answers retryable while it %s and goes on when it recovers, without a torn line', async (_, broken) => {
    const { faults, openFile } = faultyDisk();
    const journal = await openHere({ openFile });
    await fill(journal, 1, 3);
    for (const fault of broken) faults.add(fault);
    for (const sequence of [4, 5]) {
      expect(await journal.append(numberedBatch(sequence))).toMatchObject({
        ok: false,
        error: { kind: 'retryable' },
      });
    }
    expect(await sequences(journal)).toEqual([1, 2, 3]);
    expect(journal.positions().get('run-1')).toBe(3);
    faults.clear();
    await fill(journal, 4, 6);
    expect(await sequences(journal)).toEqual([1, 2, 3, 4, 5, 6]);
    await journal.close();
    const again = await openHere();
    expect(await sequences(again)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(again.damage()).toMatchObject({ lines: 0, batches: 0, bytesCut: 0 });
    await again.close();
  });
});

/** Runs the appending process, kills it after `acknowledgements` lines and returns the highest number acknowledged. */
async function appendUntilKilled(acknowledgements: number): Promise<number> {
  const script = join(import.meta.dirname, 'testdata', 'append-until-killed.ts');
  const child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (output.split('\n').length > acknowledgements) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  return Math.max(...output.split('\n').slice(0, -1).map(Number));
}

describe('the file journal whose process is killed', () => {
  beforeEach(makeDirectory);
  afterEach(removeDirectory);

  it('has every acknowledged batch exactly once, whole, and nothing after a gap', async () => {
    let acknowledged = 0;
    for (const acknowledgements of [1, 40, 97, 250]) {
      acknowledged = Math.max(acknowledged, await appendUntilKilled(acknowledgements));
      const journal = await openHere();
      const entries = await readAll(journal);
      const found = entries.map(({ batch }) => batch.position?.sequence ?? NaN);
      expect(found).toEqual(Array.from({ length: found.length }, (_, index) => index + 1));
      expect(found.length).toBeGreaterThanOrEqual(acknowledged);
      expect(entries.every(({ batch }, index) => batch.arrivals.length === 1 + ((index + 1) % 5))).toBe(true);
      await journal.close();
    }
  });
});

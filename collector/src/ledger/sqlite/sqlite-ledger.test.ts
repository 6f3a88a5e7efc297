import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { describeLedger } from '../contract.ts';
import { exampleFlow, settled } from '../examples.ts';
import type { Ledger } from '../ledger.ts';
import { openSqliteLedger, type SqliteLedgerSettings } from './sqlite-ledger.ts';

const opened = (settings: SqliteLedgerSettings): Ledger => {
  const ledger = openSqliteLedger(settings);
  if (!ledger.ok) throw new Error(ledger.error.message);
  return ledger.value;
};

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'firstcharge-ledger-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describeLedger('SQLite in memory', () => opened({ path: ':memory:' }));
describeLedger('SQLite on disk', () => opened({ path: join(newFolder(), 'deep', 'ledger.sqlite') }));

describe('the SQLite file', () => {
  let path = '';
  beforeEach(() => {
    path = join(newFolder(), 'ledger.sqlite');
  });

  it('keeps its rows over a close and an open', () => {
    const first = opened({ path });
    first.write([settled(exampleFlow())]);
    first.close();
    const second = opened({ path });
    expect([...second.flows({})]).toEqual([exampleFlow()]);
    second.close();
  });

  it('calls a write that another process blocks retryable, and takes it afterwards', () => {
    const ledger = opened({ path, busyTimeoutMs: 0 });
    const other = new DatabaseSync(path);
    other.exec('BEGIN IMMEDIATE');
    expect(ledger.write([settled(exampleFlow())])).toMatchObject({ ok: false, error: { kind: 'retryable' } });
    other.exec('ROLLBACK');
    other.close();
    expect(ledger.write([settled(exampleFlow())]).ok).toBe(true);
    ledger.close();
  });

  it('calls a full disk retryable and keeps nothing of the write', () => {
    opened({ path }).close();
    const large = 'x'.repeat(1_000_000);
    const limited = openSqliteLedger({ path, maximumPages: 40 });
    if (!limited.ok) throw new Error(limited.error.message);
    const written = limited.value.write([
      settled(exampleFlow()),
      settled(exampleFlow({ id: 'large', evidence: [{ at: 0, text: large }] })),
    ]);
    expect(written).toMatchObject({ ok: false, error: { kind: 'retryable' } });
    expect([...limited.value.flows({})]).toEqual([]);
    expect(limited.value.write([settled(exampleFlow())]).ok).toBe(true);
    limited.value.close();
  });

  it('refuses a file that is no database, for good', () => {
    writeFileSync(path, 'this is a log, not a ledger\n'.repeat(200));
    expect(openSqliteLedger({ path })).toMatchObject({ ok: false, error: { kind: 'permanent' } });
  });

  it('refuses a ledger of a newer version instead of writing into it', () => {
    opened({ path }).close();
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 999');
    database.close();
    const refused = openSqliteLedger({ path });
    expect(refused).toMatchObject({ ok: false, error: { kind: 'permanent' } });
    expect(refused.ok ? '' : refused.error.message).toContain('schema 999');
  });

  it('reads while it writes', () => {
    const ledger = opened({ path });
    ledger.write([settled(exampleFlow({ id: 'a' })), settled(exampleFlow({ id: 'b' }))]);
    const ids: string[] = [];
    for (const flow of ledger.flows({})) {
      ids.push(flow.id);
      expect(ledger.write([settled(exampleFlow({ id: `${flow.id}-again`, start: 0 }))]).ok).toBe(true);
    }
    expect(ids).toEqual(['a', 'b']);
    ledger.close();
  });
});

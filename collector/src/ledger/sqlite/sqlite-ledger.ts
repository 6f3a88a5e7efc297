import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { failed, ok, type Result } from '../../model/result.ts';
import type { Ledger, LedgerQuery } from '../ledger.ts';
import { amendmentOf } from './amendment-row.ts';
import { insertDecision, insertExclusions, selectExclusion, selectExclusions } from './exclusion-book.ts';
import { capabilityOf } from './capability-row.ts';
import { eventOfRow } from './event-row.ts';
import { sqliteFailure } from './failure.ts';
import { flowOf } from './flow-row.ts';
import { intervalOf, selectConnectors } from './interval-row.ts';
import { migrate } from './migrate.ts';
import { prune } from './prune.ts';
import type { Row } from './row.ts';
import { scorecardOf, scorecardValues } from './scorecard-row.ts';
import { insertOnce } from './insert.ts';
import { visitOf } from './visit-row.ts';
import { where, type Where } from './where.ts';
import { createWriter } from './writer.ts';

/** Where the ledger is, and how long a write waits for another process that writes. */
export interface SqliteLedgerSettings {
  /** A file, or `:memory:` for one that ends with the process. */
  readonly path: string;
  /** Milliseconds; the wait blocks the thread, so it is short and the caller retries. Default 100. */
  readonly busyTimeoutMs?: number;
  /** Greatest size of the file, in pages of 4 kB; unlimited by default. */
  readonly maximumPages?: number;
}

const attempt = <T>(work: () => T): Result<T> => {
  try {
    return ok(work());
  } catch (error) {
    return failed(sqliteFailure(error));
  }
};

/**
 * All of `work` in one transaction, or none of it. Some errors (disk full, input/output) make SQLite roll back by
 * itself (https://www.sqlite.org/lang_transaction.html §3).
 */
const inTransaction = <T>(database: DatabaseSync, work: () => T): T => {
  database.exec('BEGIN IMMEDIATE');
  try {
    const value = work();
    database.exec('COMMIT');
    return value;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};

/** In WAL, NORMAL cannot corrupt the file; what a power cut may lose is replayed from the signal log. */
// FULL: a snapshot of the stream may follow a write at once, and a power cut must not take back what it counts on.
const PRAGMAS = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -16000';

const ledgerOf = (database: DatabaseSync): Ledger => {
  const write = createWriter(database);
  function* select<T>(
    table: string,
    { clause, values }: Where,
    order: string,
    read: (row: Row) => T,
  ): Iterable<T> {
    const statement = database.prepare(`SELECT * FROM ${table} ${clause} ORDER BY ${order}`);
    for (const row of statement.iterate(...values)) yield read(row);
  }
  const begun = (query: LedgerQuery): Where =>
    where(query, 'start_at', { column: 'start_at', comparison: '>=' });
  const overlapping = (query: LedgerQuery): Where =>
    where(query, 'start_at', { column: 'end_at', comparison: '>' });
  const known = (query: LedgerQuery): Where => where(query, 'at', { column: 'at', comparison: '>=' });
  return {
    write: (outcomes) =>
      attempt(() => {
        inTransaction(database, () => {
          outcomes.forEach(write);
        });
      }),
    flows: (query) => select('flow', begun(query), 'start_at, id', flowOf),
    visits: (query) => select('visit', begun(query), 'start_at, id', visitOf),
    intervals: (query) =>
      select('interval', overlapping(query), 'start_at, station, evse, connector', (row) =>
        intervalOf(row, query),
      ),
    incapable: (query) =>
      select(
        'capability',
        where(query, 'start_at', { column: 'COALESCE(end_at, 9e18)', comparison: '>' }),
        'start_at, station, evse, connector',
        capabilityOf,
      ),
    events: (query) =>
      select('station_event', known(query), 'at, station, evse, connector, kind', eventOfRow),
    amendments: (query) => select('amendment', known(query), 'at, flow, to_outcome', amendmentOf),
    connectors: () => selectConnectors(database),
    exclusions: (query) => selectExclusions(database, query),
    propose: (exclusions) =>
      attempt(() => inTransaction(database, () => insertExclusions(database, exclusions))),
    keepScorecards: (until, scorecards) =>
      attempt(() =>
        inTransaction(database, () => {
          database.prepare('DELETE FROM scorecard WHERE until_at = ?').run(until);
          const insert = insertOnce(database, 'scorecard');
          for (const scorecard of scorecards) insert(scorecardValues(scorecard));
        }),
      ),
    scorecards: (query) =>
      select(
        'scorecard',
        where(query, 'until_at', { column: 'until_at', comparison: '>=' }),
        'until_at, level, site, vendor, model, firmware, station',
        scorecardOf,
      ),
    exclusion: (id) => selectExclusion(database, id),
    decide: (id, decision, allows = () => true) =>
      attempt(() => inTransaction(database, () => insertDecision(database, id, decision, allows))),
    prune: (now, policy) => attempt(() => inTransaction(database, () => prune(database, now, policy))),
    close: () => {
      if (database.isOpen) database.close();
    },
  };
};

/** A ledger, and the connection below it for what its interface does not offer. */
export interface OpenedLedger {
  readonly ledger: Ledger;
  readonly database: DatabaseSync;
}

/** Opens the ledger with its connection, making its folder, its file and its schema where they are missing. */
export const openSqlite = (settings: SqliteLedgerSettings): Result<OpenedLedger> => {
  let database: DatabaseSync | null = null;
  try {
    if (settings.path !== ':memory:') mkdirSync(dirname(settings.path), { recursive: true });
    database = new DatabaseSync(settings.path, { timeout: settings.busyTimeoutMs ?? 100 });
    database.exec(PRAGMAS);
    if (settings.maximumPages !== undefined)
      database.exec(`PRAGMA max_page_count = ${settings.maximumPages}`);
    const migrated = migrate(database);
    if (migrated.ok) return ok({ ledger: ledgerOf(database), database });
    database.close();
    return migrated;
  } catch (error) {
    database?.close();
    return failed(sqliteFailure(error));
  }
};

/** Opens the ledger, making its folder, its file and its schema where they are missing. */
export const openSqliteLedger = (settings: SqliteLedgerSettings): Result<Ledger> => {
  const opened = openSqlite(settings);
  return opened.ok ? ok(opened.value.ledger) : opened;
};

import type { DatabaseSync } from 'node:sqlite';
import { failed, ok, permanent, type Result } from '../../model/result.ts';
import { FLOWS_VISITS_INTERVALS } from './migrations/0001-flows-visits-intervals.ts';
import { EXCLUSIONS } from './migrations/0002-exclusions.ts';
import { EVENTS_AND_NOTES } from './migrations/0004-events-and-notes.ts';
import { FLOW_CONTEXT } from './migrations/0005-flow-context.ts';
import { SCORECARDS } from './migrations/0006-scorecards.ts';
import { FIGURES } from './migrations/0007-figures.ts';
import { INTERVAL_FIGURES } from './migrations/0008-interval-figures.ts';
import { START_AND_CAPABILITY } from './migrations/0003-start-and-capability.ts';

/** Oldest first; a released one is never edited. The position is the version that it leads to. */
const MIGRATIONS: readonly string[] = [
  FLOWS_VISITS_INTERVALS,
  EXCLUSIONS,
  START_AND_CAPABILITY,
  EVENTS_AND_NOTES,
  FLOW_CONTEXT,
  SCORECARDS,
  FIGURES,
  INTERVAL_FIGURES,
];

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

/**
 * Brings a database to the newest schema, all steps in one transaction. A database of a newer version is refused:
 * writing to it with old rules would spoil it. SQLite's own errors are thrown, for the caller to classify.
 */
export const migrate = (database: DatabaseSync): Result<void> => {
  if (versionOf(database) > MIGRATIONS.length) {
    return failed(
      permanent(
        `the ledger has schema ${versionOf(database)}, this version knows ${MIGRATIONS.length}: update Firstcharge`,
      ),
    );
  }
  // Without a lock where nothing is to be done: a report may be made while the service writes.
  if (versionOf(database) === MIGRATIONS.length) return ok(undefined);
  database.exec('BEGIN IMMEDIATE');
  try {
    // Read again under the lock: another process may have migrated meanwhile.
    for (const statements of MIGRATIONS.slice(versionOf(database))) database.exec(statements);
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
    database.exec('COMMIT');
    return ok(undefined);
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
};

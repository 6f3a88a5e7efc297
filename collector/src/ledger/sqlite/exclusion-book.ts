import type { DatabaseSync } from 'node:sqlite';
import type { Exclusion, ExclusionDecision } from '../../model/exclusion.ts';
import type { LedgerQuery } from '../ledger.ts';
import { decisionValues, exclusionOf, exclusionValues } from './exclusion-row.ts';
import { insertOnce } from './insert.ts';
import { where } from './where.ts';

const DECISIONS = 'SELECT * FROM exclusion_decision WHERE exclusion = ? ORDER BY at, state';

/** Exclusions that overlap the query and cover something of it, in order of start. */
export function* selectExclusions(database: DatabaseSync, query: LedgerQuery): Iterable<Exclusion> {
  const { station, ...rest } = query;
  const { clause, values } = where(rest, 'start_at', { column: 'end_at', comparison: '>' });
  const decisions = database.prepare(DECISIONS);
  const rows = database.prepare(`SELECT * FROM exclusion ${clause} ORDER BY start_at, id`);
  for (const row of rows.iterate(...values)) {
    const exclusion = exclusionOf(row, decisions.all(row['id'] ?? ''));
    // One of a whole site covers its stations.
    if (station === undefined || exclusion.station === null || exclusion.station === station) yield exclusion;
  }
}

/** Adds exclusions that are not there yet; gives how many. What was decided about known ones stays. */
export const insertExclusions = (database: DatabaseSync, exclusions: readonly Exclusion[]): number => {
  const insert = insertOnce(database, 'exclusion');
  return exclusions.filter((exclusion) => insert(exclusionValues(exclusion))).length;
};

/** Adds a decision; null when there is no such exclusion. */
export const insertDecision = (
  database: DatabaseSync,
  id: string,
  decision: ExclusionDecision,
): Exclusion | null => {
  const row = database.prepare('SELECT * FROM exclusion WHERE id = ?').get(id);
  if (!row) return null;
  insertOnce(database, 'exclusion_decision')(decisionValues(id, decision));
  return exclusionOf(row, database.prepare(DECISIONS).all(id));
};

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

/** One exclusion; null when there is no such. */
export const selectExclusion = (database: DatabaseSync, id: string): Exclusion | null => {
  const row = database.prepare('SELECT * FROM exclusion WHERE id = ?').get(id);
  return row ? exclusionOf(row, database.prepare(DECISIONS).all(id)) : null;
};

/** Adds a decision that `allows` lets through, once a request; null when there is no such exclusion. */
export const insertDecision = (
  database: DatabaseSync,
  id: string,
  decision: ExclusionDecision,
  allows: (exclusion: Exclusion) => boolean,
): Exclusion | null => {
  const exclusion = selectExclusion(database, id);
  if (exclusion === null) return null;
  const { request } = decision;
  const isKnown = request !== undefined && exclusion.decisions.some((known) => known.request === request);
  if (isKnown || !allows(exclusion)) return exclusion;
  insertOnce(database, 'exclusion_decision')(decisionValues(id, decision));
  return selectExclusion(database, id);
};

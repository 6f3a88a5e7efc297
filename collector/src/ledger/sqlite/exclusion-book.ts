import type { DatabaseSync } from 'node:sqlite';
import type { Exclusion, ExclusionDecision } from '../../model/exclusion.ts';
import type { LedgerQuery } from '../ledger.ts';
import { decisionValues, exclusionOf, exclusionValues } from './exclusion-row.ts';
import { insertOnce } from './insert.ts';
import { text, textOrNull } from './row.ts';
import { where } from './where.ts';

const DECISIONS = 'SELECT * FROM exclusion_decision WHERE exclusion = ? ORDER BY at, state';

/** Where a station has stood, as far as the ledger knows. */
const SITES = `SELECT site FROM interval WHERE station = :station
  UNION SELECT site FROM exclusion WHERE station = :station`;

/** Exclusions that overlap the query and cover something of it, in order of start. */
export function* selectExclusions(database: DatabaseSync, query: LedgerQuery): Iterable<Exclusion> {
  const { station, ...rest } = query;
  const { clause, values } = where(rest, 'start_at', { column: 'end_at', comparison: '>' });
  const decisions = database.prepare(DECISIONS);
  const rows = database.prepare(`SELECT * FROM exclusion ${clause} ORDER BY start_at, id`);
  const sites = new Set(
    station === undefined
      ? []
      : database
          .prepare(SITES)
          .all({ station })
          .map((row) => text(row, 'site')),
  );
  for (const row of rows.iterate(...values)) {
    const [about, site] = [textOrNull(row, 'station'), text(row, 'site')];
    // One of a whole site covers its stations.
    const concerns = about === null ? rest.site !== undefined || sites.has(site) : about === station;
    if (station === undefined || concerns) yield exclusionOf(row, decisions.all(row['id'] ?? ''));
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
  // The last one holds: a clock that was set back must not put it before others.
  const at = Math.max(decision.at, (exclusion.decisions.at(-1)?.at ?? -Infinity) + 1);
  insertOnce(database, 'exclusion_decision')(decisionValues(id, { ...decision, at }));
  return selectExclusion(database, id);
};

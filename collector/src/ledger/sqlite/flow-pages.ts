import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { VISIT_RESULTS, type VisitResult } from '../../model/visit.ts';
import type { SettledFlow } from '../../model/flow.ts';
import type { FlowFilter } from '../figures/figure-filter.ts';
import type { Amendment } from '../ledger.ts';
import { amendmentOf } from './amendment-row.ts';
import { flowOf } from './flow-row.ts';
import { json, word, type Row } from './row.ts';
import { z } from 'zod';

/** A flow, and what became of its visit; null while that has not ended. */
export interface VisitedFlow {
  readonly flow: SettledFlow;
  readonly visitResult: VisitResult | null;
}

/** The last flow of the page before. */
export interface FlowPosition {
  readonly start: number;
  readonly id: string;
}

const COLUMNS = [
  'site',
  'station',
  'vendor',
  'model',
  'firmware',
  'outcome',
  'failed_stage',
  'reason',
  'attribution',
] as const;

/** The condition of a filter, with its values in the order of the question marks. */
const conditionOf = (filter: FlowFilter, after: FlowPosition | null) => {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (part: string, ...given: readonly SQLInputValue[]): void => {
    parts.push(part);
    values.push(...given);
  };
  const marks = (list: readonly string[]): string => list.map(() => '?').join(', ');
  if (filter.from !== undefined) add('start_at >= ?', filter.from);
  if (filter.to !== undefined) add('start_at < ?', filter.to);
  if (after) add('(start_at, id) < (?, ?)', after.start, after.id);
  for (const column of COLUMNS) {
    const list = filter[column];
    if (list !== undefined) add(`${column} IN (${marks(list)})`, ...list);
  }
  for (const column of ['evse', 'connector'] as const) {
    const value = filter[column];
    if (value !== undefined) add(`${column} = ?`, value);
  }
  if (filter.visit_result !== undefined) {
    const { visit_result: results } = filter;
    add(
      `visit IN (SELECT id FROM visit WHERE visit.id = flow.visit AND result IN (${marks(results)}))`,
      ...results,
    );
  }
  return { clause: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
};

const visitedFlow = (row: Row): VisitedFlow => ({
  flow: flowOf(row),
  visitResult: word(row, 'visit_result', VISIT_RESULTS, null),
});

/**
 * Flows that pass the filter, the newest first, at most `limit` of them, after a position. Which they are is read from the
 * narrow index alone, unless stations are named.
 */
export const flowPage = (
  database: DatabaseSync,
  filter: FlowFilter,
  limit: number,
  after: FlowPosition | null,
): readonly VisitedFlow[] => {
  const { clause, values } = conditionOf(filter, after);
  const index = filter.station === undefined ? 'INDEXED BY flow_figures' : '';
  const rows = database.prepare(`SELECT flow.*, visit.result AS visit_result FROM
    (SELECT id AS page_id FROM flow ${index} ${clause} ORDER BY start_at DESC, id DESC LIMIT ?)
    JOIN flow ON flow.id = page_id LEFT JOIN visit ON visit.id = flow.visit
    ORDER BY flow.start_at DESC, flow.id DESC`);
  return rows.all(...values, limit).map(visitedFlow);
};

/** One flow with everything that is known of it. */
export interface WholeFlow extends VisitedFlow {
  /** All flows of its visit, in order. */
  readonly visitFlows: readonly string[];
  readonly amendments: readonly Amendment[];
}

const flowIds = z.array(z.string()).catch([]);

/** The flow of that id, null when there is none. */
export const wholeFlow = (database: DatabaseSync, id: string): WholeFlow | null => {
  const row = database
    .prepare(
      'SELECT flow.*, visit.result AS visit_result, visit.flows AS visit_flows FROM flow LEFT JOIN visit ON visit.id = flow.visit WHERE flow.id = ?',
    )
    .get(id);
  if (!row) return null;
  const ended = flowIds.parse(json(row, 'visit_flows'));
  return {
    ...visitedFlow(row),
    visitFlows: ended.length > 0 ? ended : [id],
    amendments: database
      .prepare('SELECT * FROM amendment WHERE flow = ? ORDER BY at')
      .all(id)
      .map(amendmentOf),
  };
};

/** The latest flow of a station. */
export const latestFlow = (database: DatabaseSync, station: string): SettledFlow | null => {
  const row = database
    .prepare('SELECT * FROM flow WHERE station = ? ORDER BY start_at DESC, id DESC LIMIT 1')
    .get(station);
  return row ? flowOf(row) : null;
};

import type { SQLInputValue } from 'node:sqlite';
import type { LedgerQuery } from '../ledger.ts';

/** A condition and its values, in the order of the question marks. */
export interface Where {
  readonly clause: string;
  readonly values: readonly SQLInputValue[];
}

/**
 * The condition for rows of `query`. `beginsBefore` and `reachesPast` are SQL expressions: a row belongs to the query
 * when the first is below its end and the second not below its beginning (`>` for spans, which must overlap it).
 */
export const where = (
  query: LedgerQuery,
  beginsBefore: string,
  reachesPast: { readonly column: string; readonly comparison: '>=' | '>' },
): Where => {
  const parts: string[] = [];
  const values: SQLInputValue[] = [];
  const add = (part: string, value: SQLInputValue | undefined): void => {
    if (value === undefined) return;
    parts.push(part);
    values.push(value);
  };
  add(`${reachesPast.column} ${reachesPast.comparison} ?`, query.from);
  add(`${beginsBefore} < ?`, query.to);
  add('site = ?', query.site);
  add('station = ?', query.station);
  return { clause: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
};

import type { SQLInputValue } from 'node:sqlite';

/** Values of one row by column; the columns are the table's, in any order. */
export type Values = Record<string, SQLInputValue>;

const insert = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `:${column}`).join(', ')})`;

/** Inserts a row; one that is there already stays as it is. */
export const insertOnce = (table: string, columns: readonly string[]): string =>
  `${insert(table, columns)} ON CONFLICT DO NOTHING`;

/** Inserts a row or overwrites it, unless what is there became known later. */
export const upsert = (table: string, columns: readonly string[], key: readonly string[]): string => {
  const changing = columns.filter((column) => !key.includes(column));
  return `${insert(table, columns)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET
    ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE excluded.known_at >= ${table}.known_at`;
};

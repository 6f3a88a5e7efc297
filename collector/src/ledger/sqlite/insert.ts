import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** Values of one row by column; the columns are the table's, in any order. */
export type Values = Record<string, SQLInputValue>;

/** Writes rows of one table; gives whether anything changed. Throws SQLite's errors. */
export type RowWriter = (values: Values) => boolean;

const insertOf = (table: string, columns: readonly string[]): string =>
  `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((column) => `:${column}`).join(', ')})`;

/** Every row of a table is written with the same columns: the statement is prepared with the first. */
const writer = (database: DatabaseSync, statementFor: (columns: readonly string[]) => string): RowWriter => {
  let statement: StatementSync | null = null;
  return (values) => {
    statement ??= database.prepare(statementFor(Object.keys(values)));
    return statement.run(values).changes > 0;
  };
};

/** Inserts a row; one that is there already stays as it is. */
export const insertOnce = (database: DatabaseSync, table: string): RowWriter =>
  writer(database, (columns) => `${insertOf(table, columns)} ON CONFLICT DO NOTHING`);

/** Inserts a row or overwrites it, unless what is there became known later. */
export const upsert = (database: DatabaseSync, table: string, key: readonly string[]): RowWriter =>
  writer(database, (columns) => {
    const changing = columns.filter((column) => !key.includes(column));
    return `${insertOf(table, columns)} ON CONFLICT (${key.join(', ')}) DO UPDATE SET
    ${changing.map((column) => `${column} = excluded.${column}`).join(', ')}
    WHERE excluded.known_at >= ${table}.known_at`;
  });

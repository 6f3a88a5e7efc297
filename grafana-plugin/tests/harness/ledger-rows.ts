import { DatabaseSync } from 'node:sqlite';

type Values = Readonly<Record<string, string | number>>;

/** Rows of the ledger, asked for as anybody with its file could. */
export const ledgerRows = (
  ledger: string,
  sql: string,
  values: Values,
): readonly Readonly<Record<string, unknown>>[] => {
  const database = new DatabaseSync(ledger, { readOnly: true });
  try {
    return database.prepare(sql).all({ ...values });
  } finally {
    database.close();
  }
};

/** Conditions for columns of `flow`: `AND site = :site …`. */
export const where = (filter: Values): string =>
  Object.keys(filter)
    .map((column) => ` AND ${column} = :${column}`)
    .join('');

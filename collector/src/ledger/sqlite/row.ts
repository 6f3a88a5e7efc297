import type { SQLOutputValue } from 'node:sqlite';

/** One row as node:sqlite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** A column of text; '' when it is not. */
export const text = (row: Row, column: string): string => {
  const value = row[column];
  return typeof value === 'string' ? value : '';
};

export const textOrNull = (row: Row, column: string): string | null => {
  const value = row[column];
  return typeof value === 'string' ? value : null;
};

/** A column of numbers; 0 when it is not. */
export const number = (row: Row, column: string): number => Number(row[column] ?? 0);

export const numberOrNull = (row: Row, column: string): number | null => {
  const value = row[column];
  return value === null || value === undefined ? null : Number(value);
};

export const flag = (row: Row, column: string): boolean => row[column] === 1;

/** The member of a closed list that a column holds, `otherwise` when it holds none. */
export const word = <W extends string, O>(
  row: Row,
  column: string,
  words: readonly W[],
  otherwise: O,
): W | O => {
  const value = row[column];
  return words.find((candidate) => candidate === value) ?? otherwise;
};

/** A column of JSON; null when it is none. */
export const json = (row: Row, column: string): unknown => {
  try {
    return JSON.parse(text(row, column));
  } catch {
    return null;
  }
};

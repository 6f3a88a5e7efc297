import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ok } from '../../model/result.ts';
import { refused, type Answered } from './refusal.ts';

type Key = string | number;

/** A sign of the query that a cursor belongs to: everything but cursor and limit. */
const signOf = (query: object): string => {
  const asked = Object.entries(query)
    .filter(([name]) => name !== 'cursor' && name !== 'limit')
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 12);
};

/** Where a page ends, as text for the one who asked: opaque, and good for the same query only. */
export const writeCursor = (query: object, key: readonly Key[]): string =>
  Buffer.from(JSON.stringify([signOf(query), ...key])).toString('base64url');

const parse = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
};

/** Reads a cursor of this query; null where none is given. */
export const readCursor = <K extends z.ZodType<readonly Key[]>>(
  query: object & { readonly cursor?: string },
  key: K,
): Answered<z.output<K> | null> => {
  if (query.cursor === undefined) return ok(null);
  const read = z
    .tuple([z.literal(signOf(query))], z.union([z.string(), z.number()]))
    .safeParse(parse(query.cursor));
  const position = read.success ? key.safeParse(read.data.slice(1)) : null;
  return position?.success === true
    ? ok(position.data)
    : refused('invalid_cursor', 'begin again without `cursor`: it belongs to another query, or was changed');
};

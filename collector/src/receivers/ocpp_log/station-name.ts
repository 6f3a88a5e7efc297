import { basename } from 'node:path';

/** Longer names are no station's. */
const LONGEST = 255;
/** Identifier strings of OCPP 2.0.1 (part 2, 3.1), and the space that some vendors use. */
const IDENTIFIER = /^[\w.:*@+=|-]{1,48}$/;
const ENDINGS = /\.(?:gz|log|txt|csv|tsv|json|jsonl|ndjson|\d{1,3})$/i;
const DATE = /[-_. ]*\d{4}-?\d\d-?\d\d(?:[T_-]?\d\d[-:]?\d\d(?:[-:]?\d\d)?Z?)?$/;

/** Whether this can be the name of a station: control characters would break terminals, files and labels alike. */
export const isStationName = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= LONGEST && !/\p{Cc}/u.test(value);

/** A cell, field or end of a path as the name of a station; undefined when it is none. */
export function stationName(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  return isStationName(text) ? text : undefined;
}

/** The station after which a log is named: `CS-1_2026-11-01.log.gz` is that of CS-1; undefined for standard input. */
export function stationOfFile(path: string): string | undefined {
  if (path === '-') return undefined;
  let name = basename(path);
  while (ENDINGS.test(name)) name = name.replace(ENDINGS, '');
  name = name.replace(DATE, '');
  return IDENTIFIER.test(name) ? name : undefined;
}

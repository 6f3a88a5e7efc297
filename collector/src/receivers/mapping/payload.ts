import type { JSONValue } from 'json-p3';
import type { MappingEntry } from './mapping.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * What a payload says in the format of its entry: JSON as it is; `text` as one value, a number where it is one; `csv` as rows,
 * each a list of cells. undefined when it is not of that format.
 */
export function readPayload(
  payload: Uint8Array,
  { format, separator }: Pick<MappingEntry, 'format' | 'separator'>,
): JSONValue | undefined {
  try {
    const text = utf8.decode(payload);
    if (format === 'text') return text.trim();
    if (format === 'csv') return csvRows(text, separator);
    const value: JSONValue = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

const csvRows = (text: string, separator: string): string[][] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => parseCells(line, separator));

/** RFC 4180, one line. */
function parseCells(line: string, separator: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    let cell = '';
    if (line[at] === '"') {
      for (at += 1; at < line.length; at += 1) {
        if (line[at] === '"' && line[at + 1] !== '"') break;
        if (line[at] === '"') at += 1;
        cell += line[at];
      }
      at += 1;
    }
    const end = line.indexOf(separator, at);
    cells.push((cell + line.slice(at, end === -1 ? line.length : end)).trim());
    if (end === -1) break;
    at = end + 1;
  }
  return cells;
}

import { endOfJson, parseJson } from '../frames/frame-in-text.ts';

const DELIMITERS = [',', ';', '\t', '|'];
const LONGEST_ROW = 256 * 1024;
const MOST_LINES = 200;

/** The delimiter of a header: the one that cuts it into most cells. */
export const delimiterOf = (header: string): string =>
  DELIMITERS.map((delimiter) => ({ delimiter, cells: header.split(delimiter).length })).reduce((best, one) =>
    one.cells > best.cells ? one : best,
  ).delimiter;

/** Cells by RFC 4180; null when a quoted cell does not end. */
function strictCells(text: string, delimiter: string): readonly string[] | null {
  const cells: string[] = [];
  for (let at = 0; at <= text.length;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end === -1 ? undefined : end));
      if (end === -1) return cells;
      at = end + 1;
      continue;
    }
    let end = text.indexOf('"', at + 1);
    while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
    if (end === -1) return null;
    const next = text.indexOf(delimiter, end + 1);
    cells.push(
      text.slice(at + 1, end).replaceAll('""', '"') +
        text.slice(end + 1, next === -1 ? undefined : next).trimEnd(),
    );
    if (next === -1) return cells;
    at = next + 1;
  }
  return [...cells, ''];
}

/** Index of the quote that ends a text in which quotes are escaped by backslashes; −1 when none does. */
function endOfEscaped(text: string, from: number): number {
  for (let at = from; at < text.length; at += text[at] === '\\' ? 2 : 1) if (text[at] === '"') return at;
  return -1;
}

/** A cell with JSON whose quotes are not doubled: its text and where the cell ends; null when there is none at `at`. */
function jsonCell(text: string, at: number): { readonly cell: string; readonly end: number } | null {
  const from = text[at] === '"' ? at + 1 : at;
  if (text[from] !== '[' && text[from] !== '{') return null;
  if (from > at && /^[[{][^"]*\\"/.test(text.slice(from, from + 64))) {
    const end = endOfEscaped(text, from);
    const cell = end === -1 ? undefined : parseJson(`"${text.slice(from, end)}"`);
    return typeof cell === 'string' ? { cell, end: end + 1 } : null;
  }
  const end = endOfJson(text, from);
  return end === null ? null : { cell: text.slice(from, end), end: end + (from - at) };
}

/** Cells of a row whose JSON was written without doubling its quotes; null when there is none in it. */
function lenientCells(text: string, delimiter: string): readonly string[] | null {
  const cells: string[] = [];
  let found = false;
  for (let at = 0; ;) {
    const json = jsonCell(text, at);
    found ||= json !== null;
    const next = text.indexOf(delimiter, json?.end ?? at);
    const end = next === -1 ? text.length : next;
    cells.push(
      json?.cell ??
        text
          .slice(at, end)
          .trim()
          .replace(/^"(.*)"$/, '$1'),
    );
    if (next === -1) return found ? cells : null;
    at = next + 1;
    // A space after the delimiter is not of the cell.
    while (text[at] === ' ') at += 1;
  }
}

/** Puts the lines of a table together to rows. */
export class CsvRows {
  readonly delimiter: string;
  readonly header: readonly string[];
  #open = '';
  #lines = 0;

  constructor(header: string) {
    this.delimiter = delimiterOf(header);
    this.header = (strictCells(header, this.delimiter) ?? []).map((name) => name.trim());
  }

  /** Lines of a row whose last cell has not ended. */
  get pending(): number {
    return this.#lines;
  }

  /** The cells that this line completes, as many as the header has; null when more lines have to come; `bad_row`. */
  push(line: string): readonly string[] | null | 'bad_row' {
    const text = this.#lines === 0 ? line : `${this.#open}\n${line}`;
    if (this.#lines > 0 && !line.includes('"') && this.#hasRoom(text)) return this.#wait(text);
    const strict = strictCells(text, this.delimiter);
    if (strict?.length === this.header.length) return this.#done(strict);
    const lenient = lenientCells(text, this.delimiter);
    if (lenient?.length === this.header.length) return this.#done(lenient);
    if (strict !== null || text.length > LONGEST_ROW || this.#lines >= MOST_LINES)
      return this.#done('bad_row');
    this.#open = text;
    this.#lines += 1;
    return null;
  }

  /** Whether a row was still open. */
  end(): boolean {
    const open = this.#lines > 0;
    this.#done('bad_row');
    return open;
  }

  #hasRoom(text: string): boolean {
    return text.length <= LONGEST_ROW && this.#lines < MOST_LINES;
  }

  #wait(text: string): null {
    this.#open = text;
    this.#lines += 1;
    return null;
  }

  #done<T>(value: T): T {
    this.#open = '';
    this.#lines = 0;
    return value;
  }
}

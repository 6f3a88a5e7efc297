/** One row and the line, from 1, that it begins on. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Comma, semicolon or tab: whichever the header line has most of. */
function separatorOf(text: string): string {
  const header = text.slice(0, text.indexOf('\n') === -1 ? text.length : text.indexOf('\n'));
  const counts = [',', ';', '\t'].map((separator) => ({ separator, count: header.split(separator).length }));
  return counts.reduce((most, candidate) => (candidate.count > most.count ? candidate : most)).separator;
}

/** Splits CSV into rows (RFC 4180; also with semicolons or tabs, as spreadsheets write them). Blank lines are left out. */
export function parseCsv(given: string): readonly CsvRow[] {
  const text = given.replace(/^\ufeff/, '');
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  let at = 0;
  const endRow = (): void => {
    if (cells.some((cell) => cell !== '')) rows.push({ line: rowLine, cells });
    cells = [];
    rowLine = line;
  };
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        if (text[at] === '"' && text[at + 1] !== '"') break;
        if (text[at] === '"') at += 1;
        if (text[at] === '\n') line += 1;
        cell += text[at];
      }
      at += 1;
    }
    const from = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n') at += 1;
    cells.push((cell + text.slice(from, at)).trim());
    const ended = text[at];
    at += 1;
    if (ended === separator) continue;
    line += 1;
    endRow();
  }
  endRow();
  return rows;
}

import type { Decoded, FormatSettings, LineDecoder } from '../formats/format.ts';
import { columnIndexes, type ColumnRole } from './columns.ts';
import { CsvRows } from './csv-rows.ts';
import { MessageRecords } from './message-record.ts';

/** The first line that is not blank. */
export const headerOf = (sample: readonly string[]): string =>
  sample.find((line) => line.trim() !== '') ?? '';

/** The names of a header's cells. */
export const headerNames = (sample: readonly string[]): readonly string[] =>
  new CsvRows(headerOf(sample)).header;

/** Decodes a table with a header; the header may come again where tables were put one behind the other. */
export class TableLines implements LineDecoder {
  readonly #header: string;
  readonly #rows: CsvRows;
  readonly #columns: ReadonlyMap<ColumnRole, number>;
  readonly #records: MessageRecords;

  constructor(settings: FormatSettings, sample: readonly string[]) {
    this.#header = headerOf(sample);
    this.#rows = new CsvRows(this.#header);
    this.#columns = columnIndexes(this.#rows.header, settings.columns);
    this.#records = new MessageRecords(settings);
  }

  get pending(): number {
    return this.#rows.pending;
  }

  decode(line: string): Decoded {
    if (this.pending === 0 && (line === this.#header || line.trim() === '')) return null;
    const cells = this.#rows.push(line);
    if (cells === null || cells === 'bad_row') return cells;
    return this.#records.arrival((role) => {
      const index = this.#columns.get(role);
      const cell = index === undefined ? undefined : cells[index];
      return cell === '' ? undefined : cell;
    });
  }

  end(): Decoded {
    return this.#rows.end() ? 'bad_row' : null;
  }
}

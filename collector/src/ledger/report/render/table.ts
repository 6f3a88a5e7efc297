/** A column: its heading and on which side it is aligned; numbers right. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Never shortened. */
  readonly whole?: boolean;
}

/** Narrower than this a shortened column tells nothing. */
const NARROWEST = 8;

const pad = (text: string, width: number, align: Column['align']): string =>
  align === 'right' ? text.padStart(width) : text.padEnd(width);

const shorten = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, width - 1)}…`;

/** Takes what is too much from the widest left-aligned columns. */
const fit = (columns: readonly Column[], widths: readonly number[], width: number): readonly number[] => {
  const fitted = [...widths];
  const total = (): number => fitted.reduce((sum, one) => sum + one, 2 * (fitted.length - 1));
  while (total() > width) {
    const shrinkable = fitted.map((one, index) =>
      columns[index]?.align === 'right' || columns[index]?.whole === true ? 0 : one,
    );
    const widest = Math.max(...shrinkable);
    if (widest <= NARROWEST) break;
    fitted[shrinkable.indexOf(widest)] = widest - 1;
  }
  return fitted;
};

/** Lines of a table: headings, then the rows, two blanks between columns, at most `width` characters where it can be. */
export const tableLines = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] => {
  const all = [columns.map((column) => column.title), ...rows];
  const natural = columns.map((_, index) => Math.max(...all.map((row) => (row[index] ?? '').length)));
  const widths = fit(columns, natural, width);
  return all.map((row) =>
    columns
      .map((column, index) =>
        pad(shorten(row[index] ?? '', widths[index] ?? 0), widths[index] ?? 0, column.align),
      )
      .join('  ')
      .trimEnd(),
  );
};

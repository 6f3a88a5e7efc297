import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One measured figure against its budget, as written to `figures/<target>.json`. */
export interface Figure {
  readonly id: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** `>= 0.99`, `<= 20`; empty where the figure is only published. */
  readonly budget: string;
  readonly ok: boolean;
}

const BUDGET = /^(>=|<=|=) (-?[0-9.]+)$/;

/** Measures a value against a budget; throws on a budget that is no comparison, which is a mistake in the code. */
export function figure(id: string, name: string, value: number, unit: string, budget: string): Figure {
  return { id, name, value, unit, budget, ok: budget === '' || keeps(value, budget) };
}

function keeps(value: number, budget: string): boolean {
  const [, comparison, limit] = BUDGET.exec(budget) ?? [];
  if (comparison === undefined || limit === undefined) throw new Error(`not a budget: ${budget}`);
  if (!Number.isFinite(value)) return false;
  if (comparison === '>=') return value >= Number(limit);
  return comparison === '<=' ? value <= Number(limit) : value === Number(limit);
}

/** The figures as a table of plain text. */
export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ id, name, value, unit, budget, ok }) => [
    id,
    name,
    Number.isInteger(value) ? String(value) : value.toFixed(4),
    unit,
    budget,
    ok ? 'ok' : 'MISSED',
  ]);
  return table([['id', 'figure', 'value', 'unit', 'budget', ''], ...rows]);
}

/** Columns aligned by their widest cell. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const FOLDER = join(import.meta.dirname, '..', '..', 'figures');

/** Writes `figures/<target>.json` and tells whether every budget was kept. */
export function writeFigures(target: string, figures: readonly Figure[]): boolean {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${target}.json`), `${JSON.stringify({ figures }, null, 2)}\n`);
  return figures.every((entry) => entry.ok);
}

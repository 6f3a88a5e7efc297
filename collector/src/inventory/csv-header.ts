import { suggest } from '../config/nearest.ts';
import type { SourceProblem } from '../config/source-error.ts';
import { failed, ok, type Result } from '../model/result.ts';

/** The columns of an inventory as CSV, one row a connector. `station` alone is required. */
export const CSV_FIELDS = [
  'station',
  'site',
  'vendor',
  'model',
  'commissioned',
  'evse',
  'connector',
  'power_type',
  'rated_watts',
  'port_id',
  'ocpp16_connector',
  'site_name',
  'time_zone',
  'latitude',
  'longitude',
  'opening_hours',
  'programme',
  'slo',
] as const;
export type CsvField = (typeof CSV_FIELDS)[number];

const isField = (name: string): name is CsvField => CSV_FIELDS.some((field) => field === name);

function mappingProblems(columns: readonly string[], mapping: ReadonlyMap<string, string>): SourceProblem[] {
  return [...mapping].flatMap(([column, field]) => [
    ...(columns.includes(column)
      ? []
      : [{ path: [], problem: `there is no column \`${column}\``, fix: suggest(column, columns) }]),
    ...(isField(field)
      ? []
      : [{ path: [], problem: `there is no field \`${field}\``, fix: suggest(field, CSV_FIELDS) }]),
  ]);
}

/**
 * The field that each column holds, null for columns to be ignored. A column is its field by its name (case and blanks apart)
 * or by `mapping`, column → field.
 */
export function readCsvHeader(
  columns: readonly string[],
  mapping: ReadonlyMap<string, string>,
): Result<readonly (CsvField | null)[], readonly SourceProblem[]> {
  const fields = columns.map((column) => {
    const name = mapping.get(column) ?? column.toLowerCase().replaceAll(/[ -]/g, '_');
    return isField(name) ? name : null;
  });
  const problems = mappingProblems(columns, mapping);
  if (!fields.includes('station')) {
    const fix = 'name the column that holds station ids: --map COLUMN=station';
    problems.push({ path: [], problem: 'there is no column `station`', fix });
  }
  const repeated = fields.find((field, index) => field !== null && fields.indexOf(field) !== index);
  if (repeated !== undefined) {
    problems.push({ path: [], problem: `two columns are \`${repeated}\``, fix: 'map or rename one of them' });
  }
  return problems.length === 0 ? ok(fields) : failed(problems);
}

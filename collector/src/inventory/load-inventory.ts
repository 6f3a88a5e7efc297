import { schemaProblems } from '../config/schema-problems.ts';
import type { SourceError, SourceProblem } from '../config/source-error.ts';
import { parseYaml } from '../config/yaml-source.ts';
import { failed, ok, type Result } from '../model/result.ts';
import { buildInventory } from './build-inventory.ts';
import { readCsvInventory } from './csv-inventory.ts';
import type { FieldInventory } from './field-inventory.ts';
import { inventoryProblems } from './inventory-problems.ts';
import { inventorySchema, type WrittenInventory } from './inventory-schema.ts';
import { parsePlainYaml } from './plain-yaml.ts';

/** An inventory text and what it is called. */
export interface InventorySource {
  /** Name of the file, for messages; `.csv` is read as CSV, everything else as YAML or JSON. */
  readonly file: string;
  readonly text: string;
  /** Where stations are counted that the inventory does not know. */
  readonly defaultSite: string;
  /** CSV column → field, for columns that are not called as their field. */
  readonly mapping?: ReadonlyMap<string, string>;
}

interface ReadSource {
  readonly value: unknown;
  locate(problems: readonly SourceProblem[]): readonly SourceError[];
}

function readYaml({ file, text }: InventorySource): Result<ReadSource, readonly SourceError[]> {
  const quick = parsePlainYaml(text);
  if (quick !== undefined) {
    // The lines of what is wrong are worth the slow parser.
    const locate = (problems: readonly SourceProblem[]): readonly SourceError[] => {
      const slow = parseYaml(file, text, 'failsafe');
      return slow.ok ? problems.map(slow.value.locate) : slow.error;
    };
    return ok({ value: quick, locate });
  }
  const yaml = parseYaml(file, text, 'failsafe');
  if (!yaml.ok) return yaml;
  const value: unknown = yaml.value.document.toJS();
  return ok({
    value: value === '' || value === null ? {} : value,
    locate: (problems) => problems.map(yaml.value.locate),
  });
}

function readSource(source: InventorySource): Result<ReadSource, readonly SourceError[]> {
  if (!source.file.toLowerCase().endsWith('.csv')) return readYaml(source);
  const csv = readCsvInventory(source.file, source.text, source.defaultSite, source.mapping);
  return csv.ok ? ok({ value: csv.value.value, locate: (problems) => problems.map(csv.value.locate) }) : csv;
}

const byLine = (errors: readonly SourceError[]): readonly SourceError[] =>
  [...errors].sort((one, other) => one.line - other.line || one.column - other.column);

/** Reads and checks an inventory as it is written. Every error at once, with line and fix. */
export function readInventory(source: InventorySource): Result<WrittenInventory, readonly SourceError[]> {
  const read = readSource(source);
  if (!read.ok) return read;
  const { value, locate } = read.value;
  const parsed = inventorySchema.safeParse(value);
  if (!parsed.success)
    return failed(byLine(locate(schemaProblems(inventorySchema, parsed.error.issues, value, []))));
  const problems = inventoryProblems(parsed.data);
  return problems.length === 0 ? ok(parsed.data) : failed(byLine(locate(problems)));
}

/** Reads and checks an inventory for use. Every error at once, with line and fix. */
export function loadInventory(source: InventorySource): Result<FieldInventory, readonly SourceError[]> {
  const written = readInventory(source);
  return written.ok ? ok(buildInventory(written.value, source.defaultSite)) : written;
}

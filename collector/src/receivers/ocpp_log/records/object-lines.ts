import { lineByLine, type FormatSettings, type LineDecoder } from '../formats/format.ts';
import { parseJson } from '../frames/frame-in-text.ts';
import { columnIndexes, type ColumnRole, type Columns } from './columns.ts';
import { MessageRecords } from './message-record.ts';

type Properties = Readonly<Record<string, unknown>>;
/** Role → where its value is: a property, or one of an object in a property. */
type Paths = ReadonlyMap<ColumnRole, readonly string[]>;

const isProperties = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A line that is a JSON object; null when it is not. */
export function objectOf(line: string): Properties | null {
  if (!/^\s*\{/.test(line)) return null;
  const value = parseJson(line);
  return isProperties(value) ? { ...value } : null;
}

/**
 * Finds the properties of a record by `columns` or by their usual names: its own, then those of objects in it
 * (`context.chargePointId`), as structured loggers write them. A payload is not looked into.
 */
export function pathsOf(object: Properties, columns: Columns = {}): Paths {
  const names = Object.keys(object);
  const own = columnIndexes(names, columns);
  const paths = new Map<ColumnRole, readonly string[]>();
  for (const [role, index] of own) paths.set(role, [names[index] ?? '']);
  const taken = new Set([...own.values()].map((index) => names[index]));
  const inner = names.flatMap((name) => {
    const value = object[name];
    if (taken.has(name) || !isProperties(value)) return [];
    return Object.keys(value).map((child) => ({ path: [name, child], child }));
  });
  if (inner.length === 0) return paths;
  const dotted = columnIndexes(
    inner.map(({ path }) => path.join('.')),
    columns,
  );
  const plain = columnIndexes(inner.map(({ child }) => child));
  for (const [role, index] of [...plain, ...dotted]) {
    const path = inner[index]?.path;
    const named = columns[role] !== undefined;
    if (path !== undefined && !own.has(role) && (!named || dotted.get(role) === index)) paths.set(role, path);
  }
  return paths;
}

/** What a record's properties are called, one level deep: records with the same ones have the same paths. */
const shapeOf = (object: Properties): string =>
  Object.entries(object)
    .map(([name, value]) => (isProperties(value) ? `${name}.${Object.keys(value).join(',')}` : name))
    .join('\n');

/** Decodes JSON objects whose properties are called by `columns` or as usual. */
export function objectLines(settings: FormatSettings, columns: Columns | undefined): LineDecoder {
  const records = new MessageRecords(settings);
  let known: { readonly shape: string; readonly paths: Paths } | null = null;
  return lineByLine((line) => {
    const object = objectOf(line);
    if (object === null)
      return line.trim() === '' ? null : parseJson(line) === undefined ? 'not_json' : 'not_an_object';
    const shape = shapeOf(object);
    if (known?.shape !== shape) known = { shape, paths: pathsOf(object, columns) };
    const { paths } = known;
    return records.arrival((role) => {
      const [name, child] = paths.get(role) ?? [];
      const value = name === undefined ? undefined : object[name];
      const found = child === undefined ? value : isProperties(value) ? value[child] : undefined;
      return found === null || found === '' ? undefined : found;
    });
  });
}

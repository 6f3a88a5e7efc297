import { lineByLine, type FormatSettings, type LineDecoder } from '../formats/format.ts';
import { parseJson } from '../frames/frame-in-text.ts';
import { columnIndexes, type Columns } from './columns.ts';
import { MessageRecords } from './message-record.ts';

type Properties = Readonly<Record<string, unknown>>;

/** A line that is a JSON object; null when it is not. */
export function objectOf(line: string): Properties | null {
  if (!/^\s*\{/.test(line)) return null;
  const value = parseJson(line);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
}

/** Decodes JSON objects whose properties are called by `columns` or as usual. */
export function objectLines(settings: FormatSettings, columns: Columns | undefined): LineDecoder {
  const records = new MessageRecords(settings);
  let known: { readonly names: string; readonly roles: ReturnType<typeof columnIndexes> } | null = null;
  return lineByLine((line) => {
    const object = objectOf(line);
    if (object === null)
      return line.trim() === '' ? null : parseJson(line) === undefined ? 'not_json' : 'not_an_object';
    const names = Object.keys(object);
    const joined = names.join('\n');
    if (known?.names !== joined) known = { names: joined, roles: columnIndexes(names, columns) };
    const { roles } = known;
    return records.arrival((role) => {
      const index = roles.get(role);
      const value = index === undefined ? undefined : object[names[index] ?? ''];
      return value === null || value === '' ? undefined : value;
    });
  });
}

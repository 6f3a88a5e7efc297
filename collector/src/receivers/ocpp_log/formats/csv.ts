import { areEnough, columnIndexes } from '../records/columns.ts';
import { headerNames, headerOf, TableLines } from '../records/table-lines.ts';
import type { LogFormat } from './format.ts';

/** A header is names: no braces of JSON and no time in it. */
const isHeader = (line: string): boolean => !/[{}]|\d\d:\d\d/.test(line);

/** Any table with a header, cut by commas, semicolons, tabs or bars, its columns called by config or as usual. */
export const csv: LogFormat = {
  name: 'csv',
  title: 'CSV or TSV table',
  unordered: true,
  detect: (lines) => (isHeader(headerOf(lines)) && areEnough(columnIndexes(headerNames(lines))) ? 0.7 : 0),
  open: (settings, sample) => new TableLines(settings, sample),
};

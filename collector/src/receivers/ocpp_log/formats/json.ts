import { areEnough } from '../records/columns.ts';
import { objectLines, objectOf, pathsOf } from '../records/object-lines.ts';
import type { LogFormat } from './format.ts';

const fits = (line: string): boolean => {
  const object = objectOf(line);
  return object !== null && areEnough(pathsOf(object));
};

/** Any JSON objects, one a line, pretty-printed or in an array, their properties called by config or as usual. */
export const json: LogFormat = {
  name: 'json',
  title: 'JSON records',
  unordered: true,
  detect: (lines) => (lines.some(fits) ? 0.7 : 0),
  open: (settings) => objectLines(settings, settings.columns),
};

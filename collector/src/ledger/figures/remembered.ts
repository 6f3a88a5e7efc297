import type { FigureColumns } from './figure-columns.ts';
import type { FlowFilter } from './figure-filter.ts';

/** What was made of columns as they stood then, by filter; the one asked for last at the end. */
interface Made<T> {
  readonly version: number;
  readonly byFilter: Map<string, T>;
}

/** Ends of time may be infinite, which JSON does not know. */
const keyOf = (filter: FlowFilter): string =>
  Object.entries(filter)
    .map(([name, value]) => `${name}=${typeof value === 'number' ? value : JSON.stringify(value)}`)
    .sort()
    .join('&');

/**
 * `make`, with its last `most` answers kept while the columns stay as they are: a page asks for many figures over one filter, and
 * going through millions of rows is most of what each costs. Answers are shared: nobody may change one.
 */
export const remembered = <T>(
  most: number,
  make: (columns: FigureColumns, filter: FlowFilter) => T,
): ((columns: FigureColumns, filter: FlowFilter) => T) => {
  const known = new WeakMap<FigureColumns, Made<T>>();
  return (columns, filter) => {
    let made = known.get(columns);
    if (made === undefined || made.version !== columns.version) {
      made = { version: columns.version, byFilter: new Map() };
      known.set(columns, made);
    }
    const { byFilter } = made;
    const key = keyOf(filter);
    const answer = byFilter.get(key) ?? make(columns, filter);
    byFilter.delete(key);
    byFilter.set(key, answer);
    const [oldest] = byFilter.keys();
    if (byFilter.size > most && oldest !== undefined) byFilter.delete(oldest);
    return answer;
  };
};

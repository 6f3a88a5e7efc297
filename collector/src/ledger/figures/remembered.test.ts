import { describe, expect, it } from '@jest/globals';
import { emptyColumns } from './figure-columns.ts';
import { remembered } from './remembered.ts';

describe('what was made of columns', () => {
  it('is made once a filter, however its parts are ordered, and anew when the columns have changed', () => {
    const columns = emptyColumns();
    const made: unknown[] = [];
    const ask = remembered(2, (_, filter) => made.push(filter));
    ask(columns, { from: 1, site: ['a'] });
    ask(columns, { site: ['a'], from: 1 });
    expect(made).toHaveLength(1);
    ask(columns, { from: -Infinity, to: Infinity });
    ask(columns, { from: Infinity, to: -Infinity });
    expect(made).toHaveLength(3);
    columns.version += 1;
    ask(columns, { from: -Infinity, to: Infinity });
    expect(made).toHaveLength(4);
    ask(emptyColumns(), { from: -Infinity, to: Infinity });
    expect(made).toHaveLength(5);
  });

  it('is kept for the filters that were asked for last', () => {
    const columns = emptyColumns();
    const made: unknown[] = [];
    const ask = remembered(2, (_, { from }) => made.push(from));
    for (const from of [1, 2, 1, 3, 1, 2]) ask(columns, { from });
    expect(made).toEqual([1, 2, 3, 2]);
  });
});

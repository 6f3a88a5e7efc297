import { describe, expect, it } from '@jest/globals';
import { jsonpath, type JSONValue } from 'json-p3';
import { parseJsonPath } from './json-path.ts';

const VALUE: JSONValue = {
  a: { 'x-y': [1, [2, null], { z: '' }], length: 7 },
  '0': 'zero',
  list: ['first', 'second'],
  text: 'word',
};

describe('parseJsonPath', () => {
  it.each([
    '$',
    '$.a',
    "$.a['x-y'][1][0]",
    '$.a["x-y"][2].z',
    '$.a["x-y"][1][1]',
    '$.a.length',
    '$.list.length',
    '$.list[1]',
    '$.list[-1]',
    '$.list[2]',
    '$.list["0"]',
    '$[0]',
    "$['0']",
    '$.text[0]',
    '$.constructor',
    '$.a.__proto__',
    '$.list[*]',
    '$..z',
    '$.list[?@ == "second"]',
  ])('finds by %s what the library finds', (path) => {
    const parsed = parseJsonPath(path);
    if (!parsed.ok) throw new Error(parsed.error);
    const nodes = jsonpath.query(path, VALUE).nodes;
    expect(parsed.value.select(VALUE, [])).toEqual(
      nodes.map(({ value, location }) => ({ value, at: location })),
    );
    expect(parsed.value.select(VALUE, ['data', 3])).toEqual(
      nodes.map(({ value, location }) => ({ value, at: ['data', 3, ...location] })),
    );
  });

  it('says what is wrong with a text that is none', () => {
    const parsed = parseJsonPath('$.a[');
    expect(parsed.ok ? '' : parsed.error).toContain('unclosed bracketed selection');
  });
});

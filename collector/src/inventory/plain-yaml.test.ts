import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { parsePlainYaml } from './plain-yaml.ts';

const full = (text: string): unknown => parse(text, { schema: 'failsafe' });

const word = fc.oneof(
  fc.constantFrom(
    'a',
    '007',
    '-5',
    '~',
    'null',
    '10:30',
    'a b',
    '#1',
    '- x',
    'x: y',
    'x #y',
    '{',
    "it's",
    '"',
    'Mo-Fr 06:00-22:00',
    '24/7',
    'DE*ACM',
    '',
    ' ',
    'ä',
    '\n',
    'a:',
    '-',
  ),
  fc.string({ maxLength: 6 }),
);
const key = fc.oneof(fc.constantFrom('id', 'site', 'external_ids', '1'), fc.string({ maxLength: 4 }));
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
  ),
}));

describe('parsePlainYaml', () => {
  it('reads whatever it does read as a full parser would', () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 3 }), fc.boolean(), (value, flow) => {
        const text = stringify(value, {
          schema: 'failsafe',
          lineWidth: 0,
          collectionStyle: flow ? 'flow' : 'any',
        });
        const read = parsePlainYaml(text);
        if (read !== undefined) expect(read).toEqual(full(text));
      }),
      { numRuns: 500 },
    );
  });

  it('reads any cut and any mixture of lines as a full parser would, or leaves it', () => {
    const lines = [
      'a: 1',
      '- a: 1',
      '  b: 2',
      '  - c',
      '    d: {e: f}',
      'g:',
      '-',
      '  "h": [i, j]',
      'k',
      '    - - l',
      "m: 'n'",
      '# o',
      '  p: q: r',
      's: {"t": 1}',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 6 }), (chosen) => {
        const text = chosen.join('\n');
        const read = parsePlainYaml(text);
        if (read === undefined) return;
        const asText: unknown = JSON.parse(
          JSON.stringify(read, (_, value: unknown) => (typeof value === 'number' ? String(value) : value)),
        );
        expect(asText).toEqual(full(text) ?? {});
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads an ordinary inventory itself', () => {
    const text = readFileSync(join(import.meta.dirname, 'testdata', 'bad.yaml'), 'utf8');
    expect(parsePlainYaml(text)).toEqual(full(text));
    expect(parsePlainYaml(text)).toBeDefined();
  });

  it.each([
    'a: &x 1',
    'a: |\n  text',
    'a: b # c',
    'a: "\\n"',
    'a: [b\n  c]',
    'a: 1\na: 2',
    'a: b\n  c',
    '? a',
    '--- a',
    'a:\n\t- b',
    'a: [b: c]',
    'a: {b, c}',
  ])('leaves %j to a full parser', (text) => {
    expect(parsePlainYaml(text)).toBeUndefined();
  });
});

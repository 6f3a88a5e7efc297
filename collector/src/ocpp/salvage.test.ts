import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { salvage } from './salvage.ts';

const schema = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    place: { type: 'integer', minimum: 0, maximum: 999 },
    offline: { type: 'boolean' },
    list: { type: 'array', items: { type: 'object', properties: { value: { type: 'number' } } } },
  },
} as const;

describe('salvage', () => {
  it('leaves out what has the wrong type and keeps the rest', () => {
    expect(salvage(schema, { name: { a: 1 }, place: 4, other: true })).toEqual({ place: 4 });
  });

  it('reads quoted numbers, quoted booleans and numbers where text is asked for', () => {
    expect(salvage(schema, { name: 12, place: '4', offline: 'true', list: [{ value: '1.5' }] })).toEqual({
      name: '12',
      place: 4,
      offline: true,
      list: [{ value: 1.5 }],
    });
  });

  it('leaves out fractions and numbers out of range where a place is asked for', () => {
    expect(salvage(schema, { place: 1.5 })).toEqual({});
    expect(salvage(schema, { place: -1 })).toEqual({});
    expect(salvage(schema, { place: 1e9 })).toEqual({});
  });

  it('takes a lone element for an array of one', () => {
    expect(salvage(schema, { list: { value: 3 } })).toEqual({ list: [{ value: 3 }] });
  });

  it('does not read what a prototype would lend', () => {
    expect(salvage({ type: 'object', properties: { toString: { type: 'string' } } }, {})).toEqual({});
  });

  it('gives up on a payload that is too large to be worth it', () => {
    const list = Array.from({ length: 100_000 }, () => ({ value: 1 }));
    const saved = salvage(schema, { list });
    expect(JSON.stringify(saved).length).toBeLessThan(100_000);
  });

  it('always gives an object', () => {
    fc.assert(
      fc.property(fc.anything(), (payload) => {
        expect(typeof salvage(schema, payload)).toBe('object');
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { placeRanks } from './order-statistics.ts';

const sorted = (values: Float64Array): Float64Array => Float64Array.from(values).sort();

describe('ranks', () => {
  it('stand where sorting would put them, whatever the numbers and however many alike', () => {
    const numbers = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ noNaN: true }));
    const lists = fc.array(numbers, { minLength: 1, maxLength: 3_000, size: 'max' });
    fc.assert(
      fc.property(lists, fc.array(fc.nat()), (list, picks) => {
        const values = Float64Array.from(list);
        const expected = sorted(values);
        const ranks = [...new Set(picks.map((pick) => pick % list.length))].sort((one, other) => one - other);
        placeRanks(values, ranks);
        for (const rank of ranks) expect(values[rank]).toBe(expected[rank]);
        expect(sorted(values)).toEqual(expected);
      }),
    );
  });

  it.each([
    ['rise', (index: number) => index],
    ['fall', (index: number) => -index],
    ['rise and fall', (index: number) => -Math.abs(index - 50_000)],
    ['are all the same', () => 7],
    ['repeat', (index: number) => index % 3],
  ])('are found among numbers that %s', (_, valueAt) => {
    const values = Float64Array.from({ length: 100_000 }, (_number, index) => valueAt(index));
    const expected = sorted(values);
    const ranks = [9_999, 10_000, 49_999, 50_000, 94_999];
    placeRanks(values, ranks);
    expect(ranks.map((rank) => values[rank])).toEqual(ranks.map((rank) => expected[rank]));
  });

  it('of nothing are nowhere', () => {
    const none = new Float64Array();
    placeRanks(none, []);
    expect(none).toHaveLength(0);
  });
});

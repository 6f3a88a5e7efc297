import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { differenceOf, firstPart, intersectionOf, lengthOf, unionOf, type TimeSpan } from './time-span.ts';

const spans = fc.array(
  fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: -3, max: 12 })).map(([start, length]) => ({
    start,
    end: start + length,
  })),
  { maxLength: 8 },
);
/** Every whole moment that spans hold: slow and plain. */
const moments = (of: readonly TimeSpan[]): number[] => {
  const held = new Set<number>();
  for (const { start, end } of of) for (let at = start; at < end; at += 1) held.add(at);
  return [...held].sort((one, other) => one - other);
};
const isTidy = (of: readonly TimeSpan[]): boolean =>
  of.every(({ start, end }, index) => end > start && start > (of[index - 1]?.end ?? -Infinity));

describe('time spans', () => {
  it('unite, in order and without touching one another', () => {
    fc.assert(
      fc.property(spans, (given) => {
        expect(moments(unionOf(given))).toEqual(moments(given));
        expect(isTidy(unionOf(given))).toBe(true);
      }),
    );
  });

  it('intersect and subtract as sets of moments do', () => {
    fc.assert(
      fc.property(spans, spans, (one, other) => {
        const [left, right] = [unionOf(one), unionOf(other)];
        const theirs = new Set(moments(right));
        expect(moments(intersectionOf(left, right))).toEqual(moments(left).filter((at) => theirs.has(at)));
        expect(moments(differenceOf(left, right))).toEqual(moments(left).filter((at) => !theirs.has(at)));
        expect(lengthOf(left)).toBe(moments(left).length);
      }),
    );
  });

  it('give their first part', () => {
    fc.assert(
      fc.property(spans, fc.nat(60), (given, length) => {
        expect(moments(firstPart(unionOf(given), length))).toEqual(moments(given).slice(0, length));
      }),
    );
  });
});

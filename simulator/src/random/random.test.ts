import { describe, expect, it } from '@jest/globals';
import { draw, GROUND_FAULT_TRIP, UNREACHABLE } from './quantiles.ts';
import { Random } from './random.ts';

const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

describe('seeded randomness', () => {
  it('repeats itself for a seed and differs for another', () => {
    const first = new Random('seed 1');
    const again = new Random('seed 1');
    const numbers = many(100, () => first.uint32());
    expect(many(100, () => again.uint32())).toEqual(numbers);
    const other = new Random('seed 2');
    expect(many(100, () => other.uint32())).not.toEqual(numbers);
  });

  it('gives a stream that does not depend on what was drawn before', () => {
    const fresh = new Random('seed 1').stream('station');
    const used = new Random('seed 1');
    many(50, () => used.uint32());
    expect(used.stream('station').uint32()).toBe(fresh.uint32());
  });

  it('is about even', () => {
    const random = new Random('even');
    const mean = many(20_000, () => random.uniform()).reduce((sum, value) => sum + value, 0) / 20_000;
    expect(mean).toBeGreaterThan(0.49);
    expect(mean).toBeLessThan(0.51);
  });

  it.each([
    ['trips of the residual current device', GROUND_FAULT_TRIP, 300],
    ['unreachable stations', UNREACHABLE, 3046],
  ])('draws durations with the median of the field: %s', (_, quantiles, median) => {
    const random = new Random('durations');
    const sorted = many(4001, () => draw(quantiles, random)).sort((a, b) => a - b);
    const ratio = (sorted[2000] ?? 0) / median;
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.15);
  });
});

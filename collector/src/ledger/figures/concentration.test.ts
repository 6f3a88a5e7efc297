import { expect, it } from '@jest/globals';
import { fewestThatLost } from './concentration.ts';

it('counts the fewest groups that lost four fifths, in whatever order they come', () => {
  expect(fewestThatLost([10, 600, 200, 100, 90])).toBe(2);
  expect(fewestThatLost([1, 1, 1, 1, 1])).toBe(4);
  expect(fewestThatLost([0, 7])).toBe(1);
  expect(fewestThatLost([0, 0])).toBe(0);
  expect(fewestThatLost([])).toBe(0);
});

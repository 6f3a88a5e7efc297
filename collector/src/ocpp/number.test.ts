import { describe, expect, it } from '@jest/globals';
import { readNumber } from './number.ts';

describe('readNumber', () => {
  it.each([
    ['12', 12],
    [' 12.50 ', 12.5],
    ['-0.5', -0.5],
    ['.5', 0.5],
    ['1e3', 1000],
    [7, 7],
  ])('reads %p', (value, number) => {
    expect(readNumber(value)).toBe(number);
  });

  it.each([
    '',
    '  ',
    'NaN',
    '12,5',
    '0x10',
    'Infinity',
    '1e400',
    '12 kWh',
    Number.NaN,
    Infinity,
    null,
    {},
    '9'.repeat(41),
  ])('cannot read %p', (value) => {
    expect(readNumber(value)).toBeNull();
  });
});

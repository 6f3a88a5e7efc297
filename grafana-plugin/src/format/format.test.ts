import { csvOf } from './csv.ts';
import { count, duration, energy, interval, percent, signed, words } from './format.ts';

test('a share is never rounded up to a whole hundred', () => {
  expect(percent(0.99996)).toBe('99.9 %');
  expect(percent(1)).toBe('100.0 %');
  expect(percent(0.8491)).toBe('84.9 %');
});

test('what is not there is a dash and never a zero', () => {
  for (const text of [
    percent(null),
    count(undefined),
    duration(null),
    energy(null),
    interval(null, 1),
    words(''),
  ])
    expect(text).toBe('–');
});

test('a change has its sign, and one too small to show has both', () => {
  expect([signed(1.26), signed(-0.4), signed(0.04)]).toEqual(['+1.3', '−0.4', '±0.0']);
});

test('times are told in the unit that fits', () => {
  expect([duration(45), duration(720), duration(12_600), duration(360_000)]).toEqual([
    '45 s',
    '12 min',
    '3.5 h',
    '4.2 d',
  ]);
});

test('a cell that would be a formula is text in the file', () => {
  expect(csvOf([['=1+1', 'a,"b"', null, 2]])).toBe(`'=1+1,"a,""b""",,2\r\n`);
});

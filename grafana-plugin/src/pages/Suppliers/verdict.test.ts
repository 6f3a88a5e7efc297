import { verdictOf } from './verdict.ts';

test('only an interval without zero says that one is better', () => {
  expect(verdictOf({ low: 0.01, high: 0.2 })).toBe('better');
  expect(verdictOf({ low: -0.4, high: -0.2 })).toBe('worse');
  expect(verdictOf({ low: -0.1, high: 0.3 })).toBe('open');
  expect(verdictOf({ low: null, high: null })).toBe('open');
});

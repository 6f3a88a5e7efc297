import { readPageState } from './filters.ts';
import { comparedWith, spanOf } from './range.ts';

const DAY = 86_400_000;

beforeAll(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-28T06:12:30Z') });
});
afterAll(() => {
  jest.useRealTimers();
});

test('a relative time ends with the minute that is running, so that a query stays the same within it', () => {
  const { from, to } = spanOf('now-1d', 'now');
  expect(new Date(to).toISOString()).toBe('2026-11-28T06:13:00.000Z');
  expect(new Date(from).toISOString()).toBe('2026-11-27T06:12:00.000Z');
});

test('moments and milliseconds are taken as they are', () => {
  expect(spanOf('2026-11-01T00:00:00Z', String(Date.parse('2026-11-02T00:00:00Z')))).toEqual({
    from: Date.parse('2026-11-01T00:00:00Z'),
    to: Date.parse('2026-11-02T00:00:00Z'),
  });
});

test('a stretch that ends before it begins becomes the day before its end', () => {
  const { from, to } = spanOf('2026-11-05T00:00:00Z', '2026-11-02T00:00:00Z');
  expect(to - from).toBe(DAY);
});

test('the period before is as long and ends where this one begins; a year is whole weeks', () => {
  const span = { from: 100 * DAY, to: 130 * DAY };
  expect(comparedWith(span, 'previous')).toEqual({ from: 70 * DAY, to: 100 * DAY });
  expect(comparedWith({ from: 400 * DAY, to: 401 * DAY }, 'year')).toEqual({ from: 36 * DAY, to: 37 * DAY });
  expect(comparedWith(span, 'none')).toBeNull();
});

test('the URL says everything, and what it does not say has a default', () => {
  expect(readPageState('')).toMatchObject({
    from: 'now-30d',
    to: 'now',
    compare: 'previous',
    filters: { site: '' },
  });
  expect(readPageState('?site=ring&reason=no_energy&compare=none&from=now-7d')).toMatchObject({
    from: 'now-7d',
    compare: 'none',
    filters: { site: 'ring', reason: 'no_energy' },
  });
  expect(readPageState('?compare=nonsense').compare).toBe('previous');
});

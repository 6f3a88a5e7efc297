import { comparable } from './comparable.ts';
import { trendWindow } from './trend-window.ts';

const DAY = 86_400_000;

test('an earlier stretch of which the ledger saw little is not compared with', () => {
  expect(comparable({ flows: 1_000 }, { flows: 900 })).toEqual({ flows: 900 });
  expect(comparable({ flows: 1_000 }, { flows: 32 })).toBeNull();
  expect(comparable({ flows: 1_000 }, undefined)).toBeNull();
});

test('a longer range has wider windows, and never more than a few hundred points', () => {
  for (const days of [1, 3, 30, 90, 365]) {
    const { stepMs } = trendWindow({ from: 0, to: days * DAY });
    expect((days * DAY) / stepMs).toBeLessThanOrEqual(480);
  }
  expect(trendWindow({ from: 0, to: 30 * DAY }).window).toBe('1d');
});

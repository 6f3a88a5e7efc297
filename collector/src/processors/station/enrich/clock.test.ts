import { describe, expect, it } from '@jest/globals';
import { momentOf, newClock, type Clock, type Queued } from './clock.ts';

const NOW = Date.UTC(2026, 10, 2, 10);
const MINUTE = 60_000;

/** A message a minute that the station stamps `offset` ms late. */
const live = (clock: Clock, offset: number, messages = 9, queued: Queued = 'no'): void => {
  for (let index = 0; index < messages; index += 1) {
    const at = NOW + index * MINUTE;
    momentOf(clock, at - offset, at, queued);
  }
};
const LATER = NOW + 20 * MINUTE;

describe('a station’s clock', () => {
  it('is believed within five minutes', () => {
    const moment = momentOf(newClock(), NOW - 4 * MINUTE, NOW, 'no');
    expect(moment).toEqual({ at: NOW - 4 * MINUTE, late: false, suspect: false });
  });

  it.each([
    ['of 1970', Date.UTC(1970, 0, 1)],
    ['before 2020', Date.UTC(2019, 11, 31)],
    ['an hour behind without explanation', NOW - 60 * MINUTE],
    ['an hour ahead', NOW + 60 * MINUTE],
  ])('%s is not believed: the time of receipt stands in, marked', (_, eventAt) => {
    expect(momentOf(newClock(), eventAt, NOW, 'no')).toEqual({ at: NOW, late: false, suspect: true });
  });

  it.each(['flagged', 'possible'] as const)('keeps the time of messages that were queued (%s)', (queued) => {
    const moment = momentOf(newClock(), NOW - 90 * MINUTE, NOW, queued);
    expect(moment).toEqual({ at: NOW - 90 * MINUTE, late: true, suspect: false });
  });

  it.each([120, -120, 10])(
    'that is off by a constant %i minutes is corrected once live messages agree',
    (minutes) => {
      const clock = newClock();
      live(clock, minutes * MINUTE);
      const moment = momentOf(clock, LATER - minutes * MINUTE - 2_000, LATER, 'no');
      expect(moment).toEqual({ at: LATER - 2_000, late: false, suspect: false });
    },
  );

  it('that is off is learned even right after a connect, when messages might be queued', () => {
    const clock = newClock();
    live(clock, 120 * MINUTE, 9, 'possible');
    expect(momentOf(clock, LATER - 120 * MINUTE, LATER, 'possible')).toEqual({
      at: LATER,
      late: false,
      suspect: false,
    });
  });

  it('is not learned from a burst of queued messages, whose delays look alike', () => {
    const clock = newClock();
    for (let index = 0; index < 20; index += 1)
      momentOf(clock, NOW - 60 * MINUTE + index * 1_000, NOW + index * 100, 'possible');
    expect(clock.offsetMs).toBeNull();
  });

  it('keeps its known offset over a queue that is replayed', () => {
    const clock = newClock();
    live(clock, 0);
    for (let index = 0; index < 20; index += 1)
      momentOf(clock, LATER - 60 * MINUTE + index * 10_000, LATER + index * 100, 'possible');
    expect(clock.offsetMs).toBe(0);
  });

  it('keeps its known offset while a backend that does not answer holds its messages up, and until it has caught up', () => {
    const clock = newClock();
    live(clock, 0);
    for (const [first, queued] of [
      [20, 'stalled'],
      [32, 'no'],
    ] as const)
      for (let index = first; index < first + 12; index += 1) {
        const at = NOW + index * MINUTE;
        const moment = momentOf(clock, at - 7 * MINUTE, at, queued);
        expect(moment).toEqual({ at: at - 7 * MINUTE, late: true, suspect: false });
      }
    expect(momentOf(clock, NOW + 60 * MINUTE, NOW + 60 * MINUTE, 'no').late).toBe(false);
    expect(momentOf(clock, NOW + 51 * MINUTE, NOW + 61 * MINUTE, 'no').suspect).toBe(true);
  });

  it('never places anything after its receipt', () => {
    const clock = newClock();
    live(clock, 20_000);
    expect(momentOf(clock, LATER, LATER, 'no').at).toBe(LATER);
  });

  it('remembers a bounded number of samples', () => {
    const clock = newClock();
    live(clock, 0, 500);
    expect(clock.samples.length).toBeLessThanOrEqual(9);
  });
});

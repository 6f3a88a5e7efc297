import { describe, expect, it } from '@jest/globals';
import { nextSample, pieceEnds, timetable, type Timetable } from './timetable.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

function samplesOf(times: Timetable): number[] {
  const samples: number[] = [];
  for (let at = nextSample(times, times.start); at <= times.end; at = nextSample(times, at)) samples.push(at);
  return samples;
}

describe('the timetable of a history', () => {
  const start = Date.parse('2026-10-23T00:00:00Z');
  const end = Date.parse('2026-11-22T14:23:45Z');
  const times = timetable(start, end);

  it('samples every five minutes, and every minute in the last six hours', () => {
    const samples = samplesOf(times);
    const steps = samples.slice(1).map((at, index) => at - (samples[index] ?? 0));
    const fine = steps.filter((_, index) => (samples[index] ?? 0) >= end - 6 * 60 * MINUTE_MS);
    expect(new Set(steps.slice(0, -fine.length))).toEqual(new Set([5 * MINUTE_MS]));
    expect(new Set(fine)).toEqual(new Set([MINUTE_MS]));
    expect(fine.length).toBeGreaterThanOrEqual(355);
    expect(end - (samples.at(-1) ?? 0)).toBeLessThan(MINUTE_MS);
  });

  it('is settled up to a midnight before the dense part', () => {
    expect(new Date(times.settled).toISOString()).toBe('2026-11-22T00:00:00.000Z');
    const early = timetable(start, Date.parse('2026-11-22T03:00:00Z'));
    expect(new Date(early.settled).toISOString()).toBe('2026-11-21T00:00:00.000Z');
  });

  it('cuts pieces of a few days, one of which ends where it is settled', () => {
    const ends = pieceEnds(times);
    expect(ends.at(-1)).toBe(end);
    expect(ends).toContain(times.settled);
    expect(ends).toEqual([...ends].sort((one, other) => one - other));
    const lengths = ends.map((at, index) => at - (ends[index - 1] ?? start));
    expect(Math.max(...lengths)).toBeLessThanOrEqual(3 * DAY_MS);
  });

  it('knows a history that is too short to have a settled part', () => {
    const short = timetable(end - 60 * MINUTE_MS, end);
    expect(short.settled).toBe(short.start);
    expect(pieceEnds(short)).toEqual([end]);
  });
});

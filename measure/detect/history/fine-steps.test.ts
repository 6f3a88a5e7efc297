import { describe, expect, it } from '@jest/globals';
import type { TrueFault } from '../comparison/truth-faults.ts';
import { fineSpans, stepsOf } from './fine-steps.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

function fault(start: number, end: number | null, everyday = false): TrueFault {
  return {
    type: 'fault',
    id: 'X',
    behaviour: 'router-outage',
    where: {},
    start,
    end,
    persistent: true,
    code: 'none',
    decoy: false,
    everyday,
    ramp_days: null,
    first_failed_flow: null,
  };
}

/** Every step from 0 to `end`, in minutes. */
function steps(next: (at: number) => number, end: number): number[] {
  const times: number[] = [];
  for (let at = next(0); at <= end * MINUTE; at = next(at)) times.push(at / MINUTE);
  return times;
}

describe('the times of samples', () => {
  it('are a minute apart around the start and the end of a fault that lasts', () => {
    expect(fineSpans([fault(10 * HOUR, 20 * HOUR)])).toEqual([
      { start: 10 * HOUR - 10 * MINUTE, end: 11 * HOUR },
      { start: 20 * HOUR - 10 * MINUTE, end: 20.5 * HOUR },
    ]);
  });

  it('are a minute apart all through a brief one, and where two overlap', () => {
    const brief = fault(10 * HOUR, 10 * HOUR + MINUTE);
    const other = fault(10 * HOUR + 20 * MINUTE, null);
    expect(fineSpans([other, brief])).toEqual([
      { start: 10 * HOUR - 10 * MINUTE, end: 11 * HOUR + 20 * MINUTE },
    ]);
  });

  it('are not closer for what happens every day, or to one car', () => {
    expect(fineSpans([fault(HOUR, null, true), fault(2 * HOUR, 2 * HOUR)])).toEqual([]);
  });

  it('stay on the coarse grid too', () => {
    const next = stepsOf([{ start: 7.5 * MINUTE, end: 12 * MINUTE }], { coarse: 5 * MINUTE, fine: MINUTE });
    expect(steps(next, 20)).toEqual([5, 8, 9, 10, 11, 12, 15, 20]);
  });

  it('are the same when they are asked for again', () => {
    const spans = [
      { start: 0, end: 2 * MINUTE },
      { start: 11 * MINUTE, end: 13 * MINUTE },
    ];
    const next = stepsOf(spans, { coarse: 5 * MINUTE, fine: MINUTE });
    const first = steps(next, 20);
    expect(first).toEqual([1, 2, 5, 10, 11, 12, 13, 15, 20]);
    expect(steps(next, 20)).toEqual(first);
  });
});

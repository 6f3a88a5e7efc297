import { describe, expect, it } from '@jest/globals';
import { track } from '../../testkit/conversation.ts';
import { Conversation201 } from '../../testkit/conversation201.ts';

/** Events of one transaction with these numbers. */
const events = (...numbers: readonly number[]) => {
  const talk = new Conversation201().connect().connector('Available').at('10:01:00').connector('Occupied');
  for (const seqNo of numbers)
    talk.after(5).updated('T1', { trigger: 'MeterValuePeriodic', state: 'EVConnected', seqNo });
  const { outcomes } = track(talk.arrivals);
  return outcomes.flatMap((outcome) =>
    outcome.kind === 'transaction_events' ? [[outcome.skipped, outcome.late]] : [],
  );
};

describe('the numbers of transaction events', () => {
  it('that follow each other are all right, wherever they begin', () => {
    expect(events(0, 1, 2, 3)).toEqual([]);
    expect(events(117, 118, 119)).toEqual([]);
  });

  it('that leave some out are counted', () => {
    expect(events(0, 1, 4, 5)).toEqual([[2, 0]]);
  });

  it('that come after all are counted as late', () => {
    expect(events(0, 2, 1, 3)).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(events(1, 0, 2)).toEqual([[0, 1]]);
  });

  it('that come twice are nothing', () => {
    expect(events(0, 1, 1, 2, 0)).toEqual([]);
  });

  it('that leap like a clock are no count of events', () => {
    expect(events(0, 1_793_614_860, 1_793_614_865, 1_793_614_862)).toEqual([]);
  });
});

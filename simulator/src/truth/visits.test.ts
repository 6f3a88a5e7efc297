import { describe, expect, it } from '@jest/globals';
import { FlowFacts } from './flow.ts';
import { VisitGrouper, visitResult } from './visits.ts';
import type { Verdict } from './verdict.ts';

const MINUTE = 60_000;
let count = 0;

function flow(start: number, end: number, identity: string | null, wh = 0, evse = 1): FlowFacts {
  count += 1;
  const facts = new FlowFacts(`F-${count}`, 'site', 'CS-1', evse, 'DC');
  facts.touch(start * MINUTE);
  facts.end = end * MINUTE;
  facts.identity = identity;
  facts.began(start * MINUTE).energyWh = wh;
  return facts;
}

const verdict = (outcome: Verdict['outcome']): Verdict => ({
  outcome,
  failedStage: null,
  reason: null,
  attribution: null,
});

describe('visits', () => {
  it('join flows of one identity up to ten minutes apart, also at another EVSE', () => {
    const grouper = new VisitGrouper();
    const first = grouper.add(flow(0, 5, 'a'), false);
    expect(grouper.add(flow(15, 20, 'a', 0, 2), false)).toBe(first);
    expect(grouper.add(flow(30.1, 32, 'a'), false)).not.toBe(first);
  });

  it('never join different identities, nor somebody with nobody', () => {
    const grouper = new VisitGrouper();
    const first = grouper.add(flow(0, 5, null), false);
    expect(grouper.add(flow(6, 7, 'a'), false)).not.toBe(first);
    expect(grouper.add(flow(8, 9, null), false)).toBe(first);
    expect(grouper.add(flow(14.1, 15, null), false)).not.toBe(first);
  });

  it('close after a success of two kilowatt-hours', () => {
    const grouper = new VisitGrouper();
    const first = grouper.add(flow(0, 5, 'a', 1999), true);
    expect(grouper.add(flow(6, 9, 'a', 2000), true)).toBe(first);
    expect(grouper.add(flow(10, 12, 'a'), false)).not.toBe(first);
  });

  it.each<[Verdict['outcome'][], string]>([
    [['success'], 'first_ok'],
    [['failed', 'success'], 'later_ok'],
    [['abandoned', 'success'], 'later_ok'],
    [['failed', 'abandoned'], 'failed'],
    [['interrupted'], 'failed'],
    [['refused', 'abandoned'], 'not_counted'],
    [['unknown', 'success'], 'not_counted'],
  ])('with %j count as %s', (outcomes, result) => {
    expect(visitResult(outcomes.map(verdict))).toBe(result);
  });
});

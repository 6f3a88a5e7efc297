import { describe, expect, it } from '@jest/globals';
import { FlowFacts } from './flow.ts';
import { VisitBook } from './visit-book.ts';
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
  facts.named = identity !== null;
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

  it('do not join a driver of whom no message told to what he did elsewhere', () => {
    const grouper = new VisitGrouper();
    const unheard = flow(0, 5, 'a');
    unheard.named = false;
    const first = grouper.add(unheard, false);
    expect(grouper.add(flow(6, 9, 'a', 0, 2), false)).not.toBe(first);
    expect(grouper.add(flow(8, 9, null), false)).toBe(first);
  });

  it('close after a success of two kilowatt-hours', () => {
    const grouper = new VisitGrouper();
    const first = grouper.add(flow(0, 5, 'a', 1999), true);
    expect(grouper.add(flow(6, 9, 'a', 2000), true)).toBe(first);
    expect(grouper.add(flow(10, 12, 'a'), false)).not.toBe(first);
  });

  it('take in a try that began before the charge beside it had satisfied anybody', () => {
    const grouper = new VisitGrouper();
    const first = grouper.add(flow(0, 60, 'a', 9000), true);
    expect(grouper.add(flow(10, 11, 'a', 0, 2), false)).toBe(first);
    expect(grouper.add(flow(62, 70, 'a'), false)).not.toBe(first);
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

describe('the book of visits', () => {
  const nobody = new Set<FlowFacts>();
  const heard = (facts: FlowFacts): FlowFacts => {
    facts.heard = 1;
    return facts;
  };
  function charge(start: number, end: number): FlowFacts {
    const facts = heard(flow(start, end, 'a', 3000));
    const [transaction] = facts.transactions;
    if (transaction === undefined) throw new Error('no transaction');
    Object.assign(transaction, { energyAt: start * MINUTE, energyEnd: end * MINUTE, stop: 'Local' });
    return facts;
  }

  it('waits for messages that a station still holds back, and then knows that a charge had closed the visit', () => {
    const book = new VisitBook(0);
    const queued = charge(0, 20);
    queued.pending = 1;
    book.add(queued);
    book.add(heard(flow(25, 26, 'a')));
    expect(book.over(100 * MINUTE, nobody)).toEqual([]);
    queued.pending = 0;
    expect(book.over(100 * MINUTE, nobody)[0]?.visits.map((visit) => visit.flows.length)).toEqual([1, 1]);
  });

  it('leaves out flows that nobody ever heard of', () => {
    const book = new VisitBook(0);
    book.add(flow(0, 1, 'a'));
    const tried = heard(flow(2, 3, 'a'));
    book.add(tried);
    const [stay] = book.over(100 * MINUTE, nobody);
    expect(stay?.flows.length).toBe(2);
    expect(stay?.visits.map((visit) => visit.flows)).toEqual([[tried]]);
  });

  it('keeps a key open while somebody with it is still there', () => {
    const book = new VisitBook(0);
    book.add(heard(flow(0, 1, 'a')));
    const there = heard(flow(3, 4, 'a'));
    there.end = null;
    expect(book.over(100 * MINUTE, new Set([there]))).toEqual([]);
    expect(book.rest(new Set([there]))[0]?.visits.map((visit) => visit.flows.length)).toEqual([2]);
  });
});

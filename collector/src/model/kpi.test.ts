import { describe, expect, it } from '@jest/globals';
import { CONNECTOR_STATES } from './availability.ts';
import { FLOW_OUTCOMES, type FlowOutcome } from './flow.ts';
import {
  countsAsObserved,
  countsAsUp,
  countsInEnd,
  countsInEndAtWorst,
  countsInStart,
  countsInStartAtWorst,
  countsInVisits,
  endSucceeded,
  firstChargeSucceeded,
  isNonChargeVisit,
  kpi,
  sessionSucceeded,
  startSucceeded,
  visitSucceeded,
} from './kpi.ts';
import { VISIT_RESULTS } from './visit.ts';

const flow = (
  outcome: FlowOutcome,
  change: Partial<Record<'recovered' | 'reachedEnergy' | 'validStop', boolean>> = {},
) => ({
  outcome,
  recovered: false,
  reachedEnergy: outcome === 'success' || outcome === 'interrupted',
  validStop: outcome === 'success',
  ...change,
});

const outcomesWhere = (
  holds: (of: ReturnType<typeof flow>) => boolean,
  change = {},
): readonly FlowOutcome[] => FLOW_OUTCOMES.filter((outcome) => holds(flow(outcome, change)));

describe('Charge Start Success', () => {
  it('counts successes, failures and interruptions, and nothing else', () => {
    expect(outcomesWhere(countsInStart)).toEqual(['success', 'failed', 'interrupted']);
  });

  it('leaves recovered transactions out (ruling 10)', () => {
    expect(outcomesWhere(countsInStart, { recovered: true })).toEqual([]);
    expect(outcomesWhere(startSucceeded, { recovered: true, reachedEnergy: true })).toEqual([]);
  });

  it('succeeds by energy, whatever came after it', () => {
    expect(outcomesWhere(startSucceeded)).toEqual(['success', 'interrupted']);
    expect(startSucceeded(flow('failed', { reachedEnergy: true }))).toBe(true);
    expect(startSucceeded(flow('failed', { reachedEnergy: false }))).toBe(false);
  });

  it('never counts in the numerator what its denominator leaves out', () => {
    expect(outcomesWhere(startSucceeded, { reachedEnergy: true })).toEqual([
      'success',
      'failed',
      'interrupted',
    ]);
  });
});

describe('Charge End Success', () => {
  it('counts flows that reached energy, but for unknown and abandoned ones', () => {
    expect(outcomesWhere(countsInEnd, { reachedEnergy: true })).toEqual([
      'success',
      'failed',
      'interrupted',
      'refused',
    ]);
    expect(outcomesWhere(countsInEnd, { reachedEnergy: false })).toEqual([]);
  });

  it('judges recovered transactions by their end (ruling 10)', () => {
    expect(endSucceeded(flow('success', { recovered: true }))).toBe(true);
    expect(countsInEnd(flow('interrupted', { recovered: true }))).toBe(true);
  });

  it('holds a zombie with a fault against the charger, and one without for unknown (ruling 8)', () => {
    const withFault = flow('interrupted', { reachedEnergy: true, validStop: false });
    const without = flow('unknown', { reachedEnergy: true, validStop: false });
    expect([countsInEnd(withFault), endSucceeded(withFault)]).toEqual([true, false]);
    expect([countsInEnd(without), endSucceeded(without)]).toEqual([false, false]);
  });

  it('needs a valid stop', () => {
    expect(outcomesWhere(endSucceeded, { reachedEnergy: true, validStop: false })).toEqual([]);
  });
});

describe('Session Success', () => {
  it('is success among the flows counted at the start', () => {
    expect(outcomesWhere(sessionSucceeded)).toEqual(['success']);
    expect(sessionSucceeded(flow('success', { recovered: true }))).toBe(false);
  });
});

describe('the KPIs at their worst', () => {
  it('takes abandoned and unknown flows in as failures, refusals and recovered ones not (ruling 5)', () => {
    expect(outcomesWhere(countsInStartAtWorst)).toEqual([
      'success',
      'failed',
      'interrupted',
      'abandoned',
      'unknown',
    ]);
    expect(outcomesWhere(countsInStartAtWorst, { recovered: true })).toEqual([]);
  });

  it('takes every flow that reached energy for an end', () => {
    expect(outcomesWhere(countsInEndAtWorst, { reachedEnergy: true })).toEqual([...FLOW_OUTCOMES]);
  });
});

describe('the visit KPIs', () => {
  const resultsWhere = (holds: (visit: { result: (typeof VISIT_RESULTS)[number] }) => boolean) =>
    VISIT_RESULTS.filter((result) => holds({ result }));

  it('counts every visit but those without a verdict', () => {
    expect(resultsWhere(countsInVisits)).toEqual(['first_ok', 'later_ok', 'failed']);
  });

  it('tells a first success from a later one', () => {
    expect(resultsWhere(firstChargeSucceeded)).toEqual(['first_ok']);
    expect(resultsWhere(visitSucceeded)).toEqual(['first_ok', 'later_ok']);
  });

  it('calls a visit without energy a non-charge visit (ruling 15)', () => {
    expect([isNonChargeVisit({ charged: false }), isNonChargeVisit({ charged: true })]).toEqual([
      true,
      false,
    ]);
  });
});

describe('plain port uptime', () => {
  it('counts available and in use as up; offline as down; unwatched time not at all', () => {
    expect(CONNECTOR_STATES.filter((state) => countsAsObserved(state) && !countsAsUp(state))).toEqual([
      'unavailable',
      'faulted',
      'unknown',
    ]);
    expect(countsAsObserved('unobserved')).toBe(false);
    expect(countsAsUp('unobserved')).toBe(false);
  });
});

describe('a KPI', () => {
  it('has no ratio where nothing was counted', () => {
    expect(kpi(0, 0)).toEqual({ numerator: 0, denominator: 0, ratio: null });
    expect(kpi(3, 4)).toEqual({ numerator: 3, denominator: 4, ratio: 0.75 });
  });
});

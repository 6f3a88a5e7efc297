import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Arrival } from '../model/arrival.ts';
import {
  countsInEnd,
  countsInStart,
  countsInVisits,
  endSucceeded,
  firstChargeSucceeded,
  sessionSucceeded,
  startSucceeded,
  visitSucceeded,
} from '../model/kpi.ts';
import type { Outcome } from '../model/outcome.ts';
import { Conversation, sorted, track } from './testkit/conversation.ts';
import { Conversation16 } from './testkit/conversation16.ts';
import { randomConversation } from './testkit/random-conversation.ts';
import { createTracker } from './tracker.ts';

const inBatches = (arrivals: readonly Arrival[], cuts: readonly number[]): readonly Outcome[] => {
  const outcomes: Outcome[] = [];
  let tracker = createTracker();
  arrivals.forEach((arrival, index) => {
    if (cuts.includes(index)) tracker = createTracker({}, tracker.snapshot());
    outcomes.push(...tracker.apply(arrival));
  });
  return [...outcomes, ...tracker.finish().outcomes];
};

describe('the tracker', () => {
  it('gives the same outcomes when it is stopped and restored anywhere in the stream', () => {
    fc.assert(
      fc.property(randomConversation, fc.array(fc.nat(80)), (arrivals, cuts) => {
        expect(JSON.stringify(inBatches(arrivals, cuts))).toBe(JSON.stringify(inBatches(arrivals, [])));
      }),
      { numRuns: 150 },
    );
  });

  it('never throws, gives each flow one outcome and each visit its flows', () => {
    fc.assert(
      fc.property(randomConversation, (arrivals) => {
        const { flows, visits } = track(arrivals);
        expect(new Set(flows.map((flow) => flow.id)).size).toBe(flows.length);
        for (const flow of flows) expect(flow.end).toBeGreaterThanOrEqual(flow.start);
        const settled = new Set(flows.map((flow) => flow.id));
        expect(new Set(visits.map((visit) => visit.id)).size).toBe(visits.length);
        const visited = visits.flatMap((visit) => visit.flows);
        expect(new Set(visited).size).toBe(visited.length);
        for (const id of visited) expect(settled.has(id)).toBe(true);
        for (const visit of visits) {
          for (const id of visit.flows) expect(flows.find((flow) => flow.id === id)?.visit).toBe(visit.id);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('has every connector in exactly one state at a time, so that times in states add up to the time elapsed', () => {
    fc.assert(
      fc.property(randomConversation, (arrivals) => {
        const { outcomes } = sorted([...inBatches(arrivals, [])]);
        const began = new Map<string, { first: number; since: number; state: string }>();
        const spent = new Map<string, number>();
        for (const outcome of outcomes) {
          if (outcome.kind === 'interval_ended') {
            const { station, evse, connector, start, end } = outcome.interval;
            const key = `${station} ${evse} ${connector}`;
            expect(end).toBeGreaterThan(start);
            spent.set(key, (spent.get(key) ?? 0) + end - start);
          } else if (outcome.kind === 'connector_state') {
            const key = `${outcome.station} ${outcome.evse} ${outcome.connector}`;
            const known = began.get(key);
            began.set(key, { first: known?.first ?? outcome.at, since: outcome.at, state: outcome.state });
          }
        }
        for (const [key, { first, since }] of began) expect(spent.get(key) ?? 0).toBe(since - first);
      }),
      { numRuns: 300 },
    );
  });

  it('counts a start once: early when energy flows, at the end otherwise', () => {
    fc.assert(
      fc.property(randomConversation, (arrivals) => {
        const starts = new Set<string>();
        for (const outcome of inBatches(arrivals, [])) {
          if (outcome.kind === 'start_settled') {
            expect(starts.has(outcome.flow)).toBe(false);
            starts.add(outcome.flow);
          } else if (outcome.kind === 'flow_settled') {
            expect(outcome.startCounted).toBe(starts.has(outcome.flow.id));
            if (countsInStart(outcome.flow) && !outcome.flow.late) expect(outcome.startCounted).toBe(true);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('gives flows that the KPIs can be computed from: no numerator exceeds its denominator', () => {
    fc.assert(
      fc.property(randomConversation, (arrivals) => {
        const { flows, visits } = track(arrivals);
        for (const flow of flows) {
          expect(Number(startSucceeded(flow))).toBeLessThanOrEqual(Number(countsInStart(flow)));
          expect(Number(sessionSucceeded(flow))).toBeLessThanOrEqual(Number(countsInStart(flow)));
          expect(Number(endSucceeded(flow))).toBeLessThanOrEqual(Number(countsInEnd(flow)));
          if (flow.outcome === 'success')
            expect(flow).toMatchObject({ reachedEnergy: true, validStop: true });
          if (flow.outcome === 'interrupted') expect(flow.reachedEnergy).toBe(true);
          const staged = ['failed', 'interrupted', 'refused'].includes(flow.outcome);
          expect(flow.failedStage === null).toBe(!staged);
          for (const stage of flow.stages) {
            if (stage.start !== null && stage.end !== null)
              expect(stage.end).toBeGreaterThanOrEqual(stage.start);
          }
        }
        for (const visit of visits) {
          if (firstChargeSucceeded(visit)) expect(visitSucceeded(visit)).toBe(true);
          if (visitSucceeded(visit)) expect(countsInVisits(visit)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('judges no flow otherwise because a message was sent twice', () => {
    fc.assert(
      fc.property(randomConversation, fc.array(fc.nat(120)), (arrivals, repeated) => {
        const twice: readonly Arrival[] = arrivals.flatMap((arrival, index) =>
          arrival.kind === 'frame' && repeated.includes(index) ? [arrival, arrival] : [arrival],
        );
        const verdicts = (stream: readonly Arrival[]): string[] =>
          track(stream).flows.map((flow) => `${flow.id} ${flow.outcome} ${flow.failedStage} ${flow.reason}`);
        expect(verdicts(twice)).toEqual(verdicts(arrivals));
      }),
      { numRuns: 400 },
    );
  });

  it('takes any frame of any station, however hostile, without an exception', () => {
    const action = fc.constantFrom(
      'StatusNotification',
      'StartTransaction',
      'TransactionEvent',
      'MeterValues',
    );
    const call = fc.tuple(fc.constant(2), fc.string(), action, fc.anything());
    const frame = fc.oneof(
      call,
      fc.tuple(fc.constant(3), fc.string(), fc.anything()),
      fc.array(fc.anything()),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(frame, fc.boolean())), (frames) => {
        const tracker = createTracker();
        frames.forEach(([body, fromStation], index) =>
          tracker.apply({
            kind: 'frame',
            station: 'CS-1',
            receivedAt: 1_000 * index,
            direction: fromStation ? 'from_station' : 'to_station',
            frame: body,
          }),
        );
        createTracker({}, tracker.snapshot()).finish();
      }),
      { numRuns: 300 },
    );
  });

  it('calls a stretch in which nobody watched unobserved', () => {
    const arrivals: Arrival[] = [...new Conversation().connect().status(1, 'Available').arrivals];
    const last = arrivals.at(-1)?.receivedAt ?? 0;
    arrivals.push(
      { kind: 'watch', receivedAt: last + 3_600_000 },
      { kind: 'tick', receivedAt: last + 3_601_000 },
    );
    const intervals = track(arrivals).outcomes.flatMap((outcome) =>
      outcome.kind === 'interval_ended' ? [outcome.interval] : [],
    );
    expect(intervals).toContainEqual(
      expect.objectContaining({ state: 'unobserved', start: last, end: last + 3_600_000 }),
    );
  });
});

describe('identities under way', () => {
  it('are those of open flows and visits, until the visit is over', () => {
    const tracker = createTracker();
    const talk = Conversation16.charging();
    for (const arrival of talk.arrivals) tracker.apply(arrival);
    expect([...tracker.identities()]).toEqual(['~a']);
    const before = talk.arrivals.length;
    talk.after(60).stop(7, 1_250).status(1, 'Available').after(120).call('Heartbeat', {});
    for (const arrival of talk.arrivals.slice(before)) tracker.apply(arrival);
    expect([tracker.openFlows(), [...tracker.identities()]]).toEqual([0, ['~a']]);
    const visiting = talk.arrivals.length;
    talk.until('14:00:00');
    for (const arrival of talk.arrivals.slice(visiting)) tracker.apply(arrival);
    expect([...tracker.identities()]).toEqual([]);
  });
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  amended,
  EXAMPLE_START,
  exampleFailure,
  exampleFlow,
  exampleInterval,
  exampleScorecard,
  exampleStretch,
  exampleVisit,
  intervalEnded,
  settled,
  visitEnded,
} from './examples.ts';
import type { Outcome } from '../model/outcome.ts';
import { describeExclusions } from './exclusions/contract.ts';
import { DEFAULT_RETENTION, type Ledger, type LedgerQuery } from './ledger.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const contents = (ledger: Ledger, query: LedgerQuery = {}): unknown => ({
  flows: [...ledger.flows(query)],
  visits: [...ledger.visits(query)],
  intervals: [...ledger.intervals(query)],
  amendments: [...ledger.amendments(query)],
});

const flowIds = (ledger: Ledger, query: LedgerQuery): string[] =>
  [...ledger.flows(query)].map((flow) => flow.id);

/** What every ledger does; `open` gives an empty one, which the suite closes. */
export const describeLedger = (name: string, open: () => Ledger): void => {
  describe(`the ${name} ledger`, () => {
    let ledger: Ledger;
    beforeEach(() => {
      ledger = open();
    });
    afterEach(() => {
      ledger.close();
    });

    it('keeps a visit as it was last told', () => {
      const visit = exampleVisit();
      const amended = { ...visit, result: 'later_ok' as const, flows: ['earlier', ...visit.flows] };
      ledger.write([visitEnded(visit)]);
      ledger.write([
        {
          kind: 'visit_amended',
          at: visit.end + 3_600_000,
          visit: amended,
          from: 'failed',
          why: 'told late',
        },
      ]);
      expect([...ledger.visits({})]).toEqual([amended]);
    });

    it('gives back flows, visits and intervals as they were written', () => {
      const flow = exampleFlow({
        errorCodes: ['CX002', 'GroundFailure'],
        powerRatio: 1 / 3,
        paymentMethod: 'card',
        context: {
          quantities: [
            {
              ...{ quantity: 'temperature_celsius', location: 'connector', phase: '' },
              ...{ least: 40, most: 71, last: 55.5 },
            },
          ],
          links: [{ link: 'RUT-1', up: null, drops: 1 }],
          grid: true,
        },
      });
      const visit = exampleVisit();
      const interval = exampleInterval();
      expect(ledger.write([settled(flow), visitEnded(visit), intervalEnded(interval)]).ok).toBe(true);
      expect([...ledger.flows({})]).toEqual([flow]);
      expect([...ledger.visits({})]).toEqual([visit]);
      expect([...ledger.intervals({})]).toEqual([interval]);
    });

    it('keeps what is absent absent', () => {
      const flow = exampleFailure({
        evse: null,
        connector: null,
        identity: null,
        powerType: null,
        ratedW: null,
      });
      const visit = exampleVisit({ evse: null, connector: null });
      ledger.write([settled(flow), visitEnded(visit)]);
      expect([...ledger.flows({})]).toEqual([flow]);
      expect([...ledger.visits({})]).toEqual([visit]);
    });

    it('ignores outcomes that are not its business', () => {
      const seen = { site: 'north', station: 'CS-1', at: EXAMPLE_START };
      expect(
        ledger.write([
          { kind: 'station_connect', ...seen },
          { kind: 'ping', seconds: 1, ...seen },
        ]).ok,
      ).toBe(true);
      expect(contents(ledger)).toEqual({ flows: [], visits: [], intervals: [], amendments: [] });
    });

    it('shows the amended state of a flow and keeps the amendment', () => {
      const before = exampleFlow({
        outcome: 'refused',
        failedStage: 'authorize',
        reason: 'credential_invalid',
      });
      const after = { ...before, outcome: 'failed' as const, attribution: 'backend' as const };
      ledger.write([settled(before)]);
      ledger.write([amended(before, after, 'refusals at several sites')]);
      expect([...ledger.flows({})]).toEqual([after]);
      expect([...ledger.amendments({})]).toEqual([
        {
          flow: before.id,
          from: 'refused',
          to: 'failed',
          why: 'refusals at several sites',
          at: before.receivedEnd + 3_660_000,
        },
      ]);
    });

    it('changes nothing when the stream is replayed over it', () => {
      const first = exampleFlow({ outcome: 'abandoned' });
      const second = { ...first, outcome: 'failed' as const };
      const third = { ...first, outcome: 'refused' as const };
      const outcomes = [
        settled(first),
        visitEnded(exampleVisit({ result: 'not_counted' })),
        intervalEnded(exampleInterval()),
        amended(first, second, 'peers see their cables'),
        { ...amended(second, third, 'the card was blocked'), at: first.receivedEnd + 7_200_000 },
        { ...visitEnded(exampleVisit({ result: 'failed' })), at: first.receivedEnd + 7_200_000 },
      ];
      ledger.write(outcomes);
      const once = contents(ledger);
      for (const outcome of outcomes) {
        ledger.write([outcome]);
        expect(contents(ledger)).toEqual(once);
      }
      expect([...ledger.flows({})]).toEqual([third]);
      expect([...ledger.visits({})]).toEqual([exampleVisit({ result: 'failed' })]);
    });

    it('narrows by time, station and site, its end excluded', () => {
      const at = (id: string, hours: number, station: string, site: string) =>
        settled(exampleFlow({ id, start: EXAMPLE_START + hours * HOUR, station, site }));
      ledger.write([at('b', 1, 'CS-2', 'north'), at('a', 0, 'CS-1', 'north'), at('c', 2, 'CS-3', 'south')]);
      expect(flowIds(ledger, {})).toEqual(['a', 'b', 'c']);
      expect(flowIds(ledger, { from: EXAMPLE_START + HOUR })).toEqual(['b', 'c']);
      expect(flowIds(ledger, { to: EXAMPLE_START + 2 * HOUR })).toEqual(['a', 'b']);
      expect(flowIds(ledger, { site: 'south' })).toEqual(['c']);
      expect(flowIds(ledger, { station: 'CS-2', from: EXAMPLE_START, to: EXAMPLE_START + DAY })).toEqual([
        'b',
      ]);
    });

    it('cuts intervals to the time asked for', () => {
      ledger.write([intervalEnded(exampleInterval())]);
      const half = { from: EXAMPLE_START + HOUR / 4, to: EXAMPLE_START + HOUR / 2 };
      expect([...ledger.intervals(half)]).toEqual([exampleInterval({ start: half.from, end: half.to })]);
      expect([...ledger.intervals({ from: EXAMPLE_START + HOUR })]).toEqual([]);
      expect([...ledger.intervals({ to: EXAMPLE_START })]).toEqual([]);
    });

    it('tells intervals of one station apart by connector and start', () => {
      const intervals = [
        exampleInterval(),
        exampleInterval({ connector: 2, state: 'faulted' }),
        exampleInterval({ evse: 2 }),
        exampleInterval({ start: EXAMPLE_START + HOUR, end: EXAMPLE_START + 2 * HOUR, state: 'charging' }),
      ];
      ledger.write(intervals.map(intervalEnded));
      expect([...ledger.intervals({})]).toHaveLength(4);
    });

    it('forgets what its retention no longer covers, each kind by its own', () => {
      const now = EXAMPLE_START + 500 * DAY;
      const recent = exampleFlow({ id: 'recent', start: now - 2 * DAY, end: now - DAY });
      const old = exampleFlow({ id: 'old' });
      ledger.write([
        settled(old),
        amended(old, old, 'nothing'),
        settled(recent),
        visitEnded(exampleVisit()),
        intervalEnded(exampleInterval()),
      ]);
      const [last, first] = [now - DAY, now - 3_000 * DAY].map((until) => exampleScorecard({ until }));
      for (const card of [first, last]) if (card) ledger.keepScorecards(card.until, [card]);
      expect(ledger.prune(now, DEFAULT_RETENTION)).toEqual({
        ok: true,
        value: { flows: 1, visits: 1, intervals: 0, capability: 0, events: 0, exclusions: 0, scorecards: 1 },
      });
      expect(flowIds(ledger, {})).toEqual(['recent']);
      expect([...ledger.amendments({})]).toEqual([]);
      expect([...ledger.scorecards({})]).toEqual([last]);
      expect([...ledger.intervals({})]).toHaveLength(1);
    });

    describe('stretches in which a connector was not capable', () => {
      const lost: Outcome = { kind: 'capability', at: EXAMPLE_START + HOUR, stretch: exampleStretch() };
      const proven = { end: EXAMPLE_START + 5 * HOUR, proof: '00000000000000f9' };
      const restored: Outcome = {
        kind: 'capability',
        at: EXAMPLE_START + 6 * HOUR,
        stretch: exampleStretch(proven),
      };

      it('last until a charge proves the contrary, also when the stream is replayed', () => {
        ledger.write([lost]);
        expect([...ledger.incapable({})]).toEqual([exampleStretch()]);
        ledger.write([restored, lost]);
        expect([...ledger.incapable({})]).toEqual([exampleStretch(proven)]);
      });

      it('are found where they overlap, whole, lasting ones at any later time', () => {
        ledger.write([lost]);
        expect([...ledger.incapable({ to: EXAMPLE_START })]).toEqual([]);
        expect([...ledger.incapable({ from: EXAMPLE_START + 900 * DAY })]).toHaveLength(1);
        ledger.write([restored]);
        expect([...ledger.incapable({ from: EXAMPLE_START + 5 * HOUR })]).toEqual([]);
        expect([...ledger.incapable({ from: EXAMPLE_START + 4 * HOUR, station: 'CS-1' })]).toHaveLength(1);
      });

      it('are forgotten with the intervals, and never while they last', () => {
        ledger.write([lost, { ...restored, stretch: exampleStretch({ ...proven, connector: 2 }) }]);
        expect(ledger.prune(EXAMPLE_START + 2_600 * DAY, DEFAULT_RETENTION)).toMatchObject({
          value: { capability: 1 },
        });
        expect([...ledger.incapable({})]).toEqual([exampleStretch()]);
      });
    });

    describe('restarts and faults', () => {
      const boot = (at: number): Outcome => ({
        ...{ kind: 'station_boot', at, site: 'north', station: 'CS-1', reason: 'power_up' },
      });
      const fault = (at: number): Outcome => ({
        ...{ kind: 'fault_raised', at, site: 'south', station: 'CS-2', evse: 2, connector: 1 },
        ...{ fault: 'F04', source: 'ocpp' },
      });

      it('are kept as evidence, one of a kind a minute', () => {
        ledger.write([boot(EXAMPLE_START), boot(EXAMPLE_START + 5_000), boot(EXAMPLE_START + 90_000)]);
        ledger.write([fault(EXAMPLE_START), fault(EXAMPLE_START)]);
        expect([...ledger.events({ site: 'north' })].map(({ at }) => at - EXAMPLE_START)).toEqual([
          0, 90_000,
        ]);
        expect([...ledger.events({ from: EXAMPLE_START, to: EXAMPLE_START + 1, station: 'CS-2' })]).toEqual([
          {
            ...{ site: 'south', station: 'CS-2', evse: 2, connector: 1 },
            ...{ at: EXAMPLE_START, kind: 'fault', detail: 'F04' },
          },
        ]);
      });

      it('are what links and grid of the site did, too', () => {
        const lost: Outcome = {
          ...{ kind: 'site_event', at: EXAMPLE_START + 9_000, since: EXAMPLE_START, site: 'north' },
          ...{ event: 'grid', subject: 'north', detail: 'lost' },
        };
        ledger.write([lost, { ...lost, event: 'link', subject: 'RUT-1', detail: 'down' }]);
        expect([...ledger.events({ site: 'north' })]).toMatchObject([
          { kind: 'link', station: 'RUT-1', detail: 'down', at: EXAMPLE_START },
          { kind: 'grid', station: 'north', detail: 'lost', at: EXAMPLE_START },
        ]);
      });

      it('are forgotten with the intervals', () => {
        ledger.write([boot(EXAMPLE_START)]);
        expect(ledger.prune(EXAMPLE_START + 2_600 * DAY, DEFAULT_RETENTION)).toMatchObject({
          value: { events: 1 },
        });
        expect([...ledger.events({})]).toEqual([]);
      });
    });

    describeExclusions(open);

    it('lists its connectors once, at the site where they are now', () => {
      ledger.write(
        [
          exampleInterval(),
          exampleInterval({ start: EXAMPLE_START + HOUR, end: EXAMPLE_START + 2 * HOUR, site: 'south' }),
          exampleInterval({ evse: 2 }),
        ].map(intervalEnded),
      );
      expect([...ledger.connectors()]).toEqual([
        { site: 'south', station: 'CS-1', evse: 1, connector: 1 },
        { site: 'north', station: 'CS-1', evse: 2, connector: 1 },
      ]);
    });
  });
};

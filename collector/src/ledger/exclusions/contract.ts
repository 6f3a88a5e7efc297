import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { exclusionState } from '../../model/exclusion.ts';
import { EXAMPLE_START, exampleExclusion, exampleInterval, intervalEnded } from '../examples.ts';
import { DEFAULT_RETENTION, type Ledger, type LedgerQuery } from '../ledger.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What every ledger does with exclusions; `open` gives an empty one, which the suite closes. */
export const describeExclusions = (open: () => Ledger): void => {
  describe('exclusions', () => {
    let ledger: Ledger;
    beforeEach(() => {
      ledger = open();
    });
    afterEach(() => {
      ledger.close();
    });
    const approval = {
      state: 'approved' as const,
      by: 'Ada Example',
      at: EXAMPLE_START + 2 * DAY,
      note: '',
    };

    it('gives back what was proposed, undecided', () => {
      const port = exampleExclusion({
        id: 'port',
        station: 'CS-1',
        evse: 2,
        kind: 'vandalism',
        evidence: [],
      });
      expect(ledger.propose([exampleExclusion(), port])).toEqual({ ok: true, value: 2 });
      expect([...ledger.exclusions({})]).toEqual([exampleExclusion(), port]);
    });

    it('never lets a proposal carry its own approval', () => {
      ledger.propose([exampleExclusion({ decisions: [approval] })]);
      expect([...ledger.exclusions({})]).toEqual([exampleExclusion()]);
    });

    it('keeps who decided what and when, every time', () => {
      ledger.propose([exampleExclusion()]);
      const rejection = {
        state: 'rejected' as const,
        by: 'Bo Example',
        at: EXAMPLE_START + 3 * DAY,
        note: 'no notice',
      };
      expect(ledger.decide('00000000000000e1', approval)).toEqual({
        ok: true,
        value: exampleExclusion({ decisions: [approval] }),
      });
      ledger.decide('00000000000000e1', rejection);
      expect([...ledger.exclusions({})]).toEqual([exampleExclusion({ decisions: [approval, rejection] })]);
    });

    it('lets the last decision hold, also where the clock has gone back or stood still', () => {
      ledger.propose([exampleExclusion()]);
      ledger.decide('00000000000000e1', approval);
      for (const at of [approval.at - HOUR, approval.at]) {
        const rejected = ledger.decide('00000000000000e1', { ...approval, state: 'rejected', at });
        expect(rejected.ok && rejected.value && exclusionState(rejected.value)).toBe('rejected');
        const again = ledger.decide('00000000000000e1', { ...approval, at });
        expect(again.ok && again.value && exclusionState(again.value)).toBe('approved');
      }
      expect([...ledger.exclusions({})][0]?.decisions).toHaveLength(5);
    });

    it('keeps a decision when the same thing is proposed again', () => {
      ledger.propose([exampleExclusion()]);
      ledger.decide('00000000000000e1', approval);
      expect(ledger.propose([exampleExclusion({ reason: 'seen again' })])).toEqual({ ok: true, value: 0 });
      expect([...ledger.exclusions({})]).toEqual([exampleExclusion({ decisions: [approval] })]);
    });

    it('knows when there is nothing to decide about', () => {
      expect(ledger.decide('nothing', approval)).toEqual({ ok: true, value: null });
    });

    it('finds what overlaps, whole, and what covers a station', () => {
      const one = exampleExclusion({ id: 'one', station: 'CS-1' });
      const two = exampleExclusion({ id: 'two', station: 'CS-2' });
      const south = exampleExclusion({ id: 'south', site: 'south' });
      ledger.propose([exampleExclusion(), one, two, south]);
      const ids = (query: LedgerQuery): string[] => [...ledger.exclusions(query)].map(({ id }) => id);
      expect(ids({ site: 'north', station: 'CS-1' })).toEqual(['00000000000000e1', 'one']);
      ledger.write([intervalEnded(exampleInterval())]);
      expect(ids({ station: 'CS-1' })).toEqual(['00000000000000e1', 'one']);
      expect(ids({ from: EXAMPLE_START + HOUR })).toEqual([]);
      expect(ids({ to: EXAMPLE_START })).toEqual([]);
      const half = {
        from: EXAMPLE_START + HOUR / 2,
        to: EXAMPLE_START + HOUR,
        station: 'CS-2',
        site: 'north',
      };
      expect([...ledger.exclusions(half)]).toEqual([exampleExclusion(), two]);
    });

    it('forgets them with the intervals that they are about', () => {
      ledger.propose([exampleExclusion()]);
      ledger.decide('00000000000000e1', approval);
      ledger.prune(EXAMPLE_START + 2_000 * DAY, DEFAULT_RETENTION);
      expect([...ledger.exclusions({})]).toHaveLength(1);
      expect(ledger.prune(EXAMPLE_START + 2_600 * DAY, DEFAULT_RETENTION)).toMatchObject({
        value: { exclusions: 1 },
      });
      ledger.propose([exampleExclusion()]);
      expect([...ledger.exclusions({})]).toEqual([exampleExclusion()]);
    });
  });
};

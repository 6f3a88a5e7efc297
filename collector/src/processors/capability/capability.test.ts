import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IncapableStretch } from '../../model/capability.ts';
import type { SettledFlow } from '../../model/flow.ts';
import type { Outcome } from '../../model/outcome.ts';
import { exampleFailure, exampleFlow } from '../../model/testkit/example-flow.ts';
import { judgeCapability, newCapabilityBook, type CapabilitySettings } from './capability.ts';
import { capabilityConfig } from './config.ts';

const HOUR = 3_600_000;
const NEVI: CapabilitySettings = {
  config: capabilityConfig.parse({}),
  minimumPower: (site, { ratedW }) => (site === 'north' && (ratedW ?? 0) >= 150_000 ? 150_000 : null),
};

/** Settles one flow an hour, and tells what became of the connectors. */
const judge = (
  flows: readonly Partial<SettledFlow>[],
  settings: CapabilitySettings = NEVI,
): readonly IncapableStretch[] => {
  const book = newCapabilityBook();
  return flows
    .flatMap((change, hour) => {
      const start = hour * HOUR;
      const id = `f${hour}`;
      const place = { id, start, end: start + 60_000, visit: id, identity: `driver-${hour}` };
      const flow =
        change.reachedEnergy === false
          ? exampleFailure({ ...place, ...change })
          : exampleFlow({ ...place, ...change });
      const outcomes: Outcome[] = [{ kind: 'flow_settled', at: start + HOUR / 2, flow, startCounted: true }];
      return judgeCapability(book, settings, outcomes);
    })
    .flatMap((outcome) => (outcome.kind === 'capability' ? [outcome.stretch] : []));
};
const FAILED = { reachedEnergy: false } as const;
const SLOW = { peakW: 45_000, ratedW: 150_000, powerRatio: 0.3 } as const;
const FULL = { peakW: 148_000, ratedW: 150_000, powerRatio: 0.95 } as const;

describe('a connector at which no charge starts', () => {
  it('is not capable once three vehicles in a row got none, from the first of them on', () => {
    expect(judge([{}, FAILED, FAILED])).toEqual([]);
    expect(judge([{}, FAILED, FAILED, FAILED, FAILED])).toEqual([
      {
        ...{ site: 'north', station: 'CS-1', evse: 1, connector: 1 },
        ...{ start: HOUR, end: null, cause: 'failing_starts', proof: null },
        ...{ evidence: ['f1', 'f2', 'f3'], vehicles: 3 },
      },
    ]);
  });

  it('is capable again when a charge starts, with what proved it', () => {
    const [lost, restored] = judge([FAILED, FAILED, FAILED, {}]);
    expect(restored).toEqual({ ...lost, end: 3 * HOUR, proof: 'f3' });
  });

  it('is not blamed for one vehicle that tries again and again, nor for what vehicles and drivers spoilt', () => {
    const one = { ...FAILED, identity: 'the-same' };
    expect(judge([one, one, one, one])).toEqual([]);
    const theirs = { ...FAILED, attribution: 'vehicle' } as const;
    expect(judge([theirs, theirs, theirs])).toEqual([]);
    const left = { ...FAILED, outcome: 'abandoned' } as const;
    expect(judge([left, left, left])).toEqual([]);
  });

  it('tells visits apart where nobody was identified', () => {
    const nobody = { ...FAILED, identity: null };
    expect(judge([nobody, nobody, nobody])).toHaveLength(1);
    expect(judge([{ ...nobody, visit: 'v' }, { ...nobody, visit: 'v' }, nobody])).toEqual([]);
  });

  it('is asked for more where starts often fail at its model', () => {
    const elsewhere = Array.from({ length: 100 }, (_, index) => ({
      station: 'CS-9',
      ...(index % 3 === 0 ? FAILED : FULL),
    }));
    expect(judge([...elsewhere, FAILED, FAILED, FAILED])).toEqual([]);
    expect(judge([...elsewhere, ...Array.from({ length: 6 }, () => FAILED)])).toHaveLength(1);
  });

  it('is judged by what is not too long ago, and never by what was queued for hours', () => {
    const apart = [
      FAILED,
      FAILED,
      ...Array.from({ length: 15 * 24 }, () => ({ ...FULL, station: 'CS-9' })),
      FAILED,
    ];
    expect(judge(apart)).toEqual([]);
    const late = { ...FAILED, late: true };
    expect(judge([late, late, late])).toEqual([]);
  });

  it('is capable as soon as energy flows, not only when the charge has ended', () => {
    const book = newCapabilityBook();
    const failed = (hour: number): Outcome => ({
      ...{ kind: 'flow_settled', at: hour * HOUR, startCounted: true },
      flow: exampleFailure({ id: `f${hour}`, start: hour * HOUR, identity: `d${hour}` }),
    });
    judgeCapability(book, NEVI, [failed(1), failed(2), failed(3)]);
    const { id, traceId, station, evse, connector, site, vendor, model, firmware } = exampleFlow();
    const about = { flow: id, traceId, station, evse, connector, site, vendor, model, firmware };
    const outcomes = judgeCapability(book, NEVI, [
      { kind: 'start_settled', at: 4 * HOUR, success: true, ...about },
    ]);
    expect(outcomes).toMatchObject([{ kind: 'capability', stretch: { end: 4 * HOUR, proof: id } }]);
  });
});

describe('a connector that gives little power', () => {
  it('is not capable once several vehicles in a row got less than the programme asks for', () => {
    expect(judge([FULL, SLOW, SLOW, SLOW])).toMatchObject([
      { cause: 'low_power', start: HOUR, end: null, evidence: ['f1', 'f2', 'f3'], vehicles: 3 },
    ]);
  });

  it('is proven by a charge that got clearly more', () => {
    const [lost, restored, ...more] = judge([SLOW, SLOW, SLOW, { ...SLOW, peakW: 47_000 }, FULL]);
    expect(more).toEqual([]);
    expect(restored).toEqual({ ...lost, end: 4 * HOUR, proof: 'f4' });
  });

  it('is not blamed where nothing is asked: no programme, a smaller rating, a limit from outside, a vehicle nearly full', () => {
    for (const change of [
      { site: 'south' },
      { ratedW: 50_000 },
      { limitW: 60_000 },
      { powerRatio: null },
      { peakW: null },
    ]) {
      const charge = { ...SLOW, ...change };
      expect([change, judge([charge, charge, charge, charge])]).toEqual([change, []]);
    }
  });

  it('is asked for more where slow vehicles are common at its model', () => {
    const elsewhere = Array.from({ length: 90 }, (_, index) => ({
      ...(index % 2 === 0 ? SLOW : FULL),
      station: `CS-${9 + (index % 7)}`,
    }));
    const stretches = (count: number) =>
      judge([...elsewhere, ...Array.from({ length: count }, () => SLOW)]).filter(
        ({ station }) => station === 'CS-1',
      );
    expect(stretches(5)).toEqual([]);
  });

  it('takes more vehicles where each got nearly enough than where each got far too little', () => {
    const half = { ...SLOW, peakW: 75_000 };
    expect(judge([half, half, half, half])).toEqual([]);
    expect(judge([half, half, half, half, half])).toHaveLength(1);
    const nearly = { ...SLOW, peakW: 130_000 };
    expect(judge(Array.from({ length: 20 }, () => nearly))).toEqual([]);
  });
});

describe('whatever is settled', () => {
  const flow = fc.record({
    station: fc.constantFrom('CS-1', 'CS-2'),
    connector: fc.constantFrom(1, 2, null),
    reachedEnergy: fc.boolean(),
    identity: fc.constantFrom('a', 'b', 'c', 'd', null),
    peakW: fc.constantFrom(20_000, 100_000, 150_000, null),
  });

  it('stretches of a connector never overlap, and are told in pairs', () => {
    fc.assert(
      fc.property(fc.array(flow, { maxLength: 60 }), (flows) => {
        const open = new Map<string, number>();
        const ends = new Map<string, number>();
        for (const { station, connector, start, end } of judge(flows)) {
          const key = `${station}:${connector}`;
          if (end === null) {
            expect(open.has(key)).toBe(false);
            expect(start).toBeGreaterThanOrEqual(ends.get(key) ?? 0);
            open.set(key, start);
          } else {
            expect(open.get(key)).toBe(start);
            expect(end).toBeGreaterThan(start);
            open.delete(key);
            ends.set(key, end);
          }
        }
      }),
    );
  });
});

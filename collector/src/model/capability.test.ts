import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withCapability, type IncapableStretch } from './capability.ts';
import { lengthOf } from './time-span.ts';

const CONNECTOR = { site: 'north', station: 'CS-1', evse: 1, connector: 1 };
const available = (start: number, end: number, connector = 1) => ({
  ...{ ...CONNECTOR, connector, start, end },
  state: 'available' as const,
});
const incapable = (start: number, end: number | null): IncapableStretch => ({
  ...{ ...CONNECTOR, start, end, cause: 'low_power' },
  ...{ evidence: [], vehicles: 3, proof: null },
});
const cut = (stretches: readonly IncapableStretch[], ...intervals: readonly ReturnType<typeof available>[]) =>
  withCapability(intervals, stretches).map(({ start, end, capable }) => [start, end, capable]);

describe('what connectors said of themselves', () => {
  it('is cut where they ceased to be capable, and where they were proven again', () => {
    expect(cut([incapable(10, 20), incapable(90, null)], available(0, 100))).toEqual([
      [0, 10, true],
      [10, 20, false],
      [20, 90, true],
      [90, 100, false],
    ]);
  });

  it('stays whole at other connectors', () => {
    expect(cut([incapable(10, 20)], available(0, 100, 2))).toEqual([[0, 100, true]]);
  });

  it('keeps all of its time, however stretches lie', () => {
    const span = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 50 }));
    fc.assert(
      fc.property(fc.array(span), fc.array(span), (said, shown) => {
        const intervals = said.map(([start, length]) => available(start, start + length));
        const stretches = shown.map(([start, length]) => incapable(start, start + length));
        expect(lengthOf(withCapability(intervals, stretches))).toBe(lengthOf(intervals));
      }),
    );
  });
});

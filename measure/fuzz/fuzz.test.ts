import { beforeAll, describe, expect, it } from '@jest/globals';
import { newStationState } from '@firstcharge/collector/processors/station/station-state.ts';
import { EMPTY_INVENTORY } from '@firstcharge/collector/inventory/inventory.ts';
import { sings } from './canaries.ts';
import { fuzzFigures } from './fuzz-figures.ts';
import { fuzz, type FuzzResult } from './fuzz.ts';
import { MUTATIONS } from './mutations.ts';
import { stateSizeOf } from './state-size.ts';

const FRAMES = 6_000;

describe('a collector under spoilt frames, a small sample of `make fuzz`', () => {
  let result: FuzzResult;

  beforeAll(() => {
    result = fuzz({ seed: Number(process.env['FC_SEED'] ?? 99), frames: FRAMES, stations: 6 });
  }, 120_000);

  it('throws nowhere, and tells no identity', () => {
    expect(result.thrown).toEqual([]);
    expect(result.leaks).toEqual([]);
  });

  it('keeps every budget of `make fuzz`', () => {
    expect(fuzzFigures([result], FRAMES).filter((entry) => !entry.ok)).toEqual([]);
  });

  it('spoils frames in every way, and lets flows through all the same', () => {
    expect(Object.keys(MUTATIONS).filter((name) => !result.byMutation.has(name))).toEqual([]);
    expect(result.flows).toBeGreaterThan(50);
  });
});

describe('what the fuzzer looks for', () => {
  it('is found when it is there', () => {
    expect(sings('{"model":"card kanari7a1b2c3"}')).toBe(true);
    expect(sings('{"model":"~0123456789abcdef"}')).toBe(false);
  });

  it('is a state measured with everything in it but the names of fields', () => {
    const station = newStationState('CS-1', EMPTY_INVENTORY);
    const before = stateSizeOf(station).remembered;
    station.flows.repeats.set('a'.repeat(100), 'b'.repeat(100));
    expect(stateSizeOf(station).remembered - before).toBeGreaterThanOrEqual(200);
  });
});

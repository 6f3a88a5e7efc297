import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { figure } from '../figures/figures.ts';
import { confusionOf, shareRight, worstBehaviours } from './comparison.ts';
import type { Match } from './matching.ts';
import { measureTruth, sameOutcome, type TruthResult } from './truth.ts';

const SCENARIO = join(import.meta.dirname, '..', '..', 'simulator', 'scenarios', 'truth.yaml');

describe('the trackers on a simulated fleet with every behaviour, a seed that nothing was tuned on', () => {
  let result: TruthResult;

  beforeAll(async () => {
    result = await measureTruth({ scenario: SCENARIO, seed: 4711, days: 3 });
  }, 120_000);

  it('see as many flows as there were', () => {
    expect(result.matches.filter((match) => match.truth).length).toBeGreaterThan(1_000);
  });

  it('keep every budget of `make truth`', () => {
    expect(result.figures.filter((entry) => !entry.ok)).toEqual([]);
  });
});

describe('the comparison with the truth', () => {
  const truth = (outcome: string, behaviours: string[] = []): Match['truth'] => ({
    type: 'flow',
    id: 'F',
    station: 'CS',
    evse: 1,
    start: 0,
    end: 1,
    outcome,
    failed_stage: null,
    reason: null,
    attribution: null,
    visit: null,
    energy_wh: 0,
    behaviours,
    open: false,
    unobserved: false,
  });

  it('counts a flow that was never told, and one that never was, as wrong', () => {
    const matches: Match[] = [{ truth: truth('success'), tracked: null }];
    expect(shareRight(matches, sameOutcome)).toBe(0);
    expect(confusionOf(matches).get('success')?.get('(none)')).toBe(1);
  });

  it('names the behaviour that is told wrong', () => {
    expect(worstBehaviours([{ truth: truth('failed', ['reboot']), tracked: null }], sameOutcome)).toContain(
      'reboot',
    );
  });

  it('misses a budget that is not kept, and one that could not be measured', () => {
    expect(figure('X', 'x', 0.98, 'ratio', '>= 0.99').ok).toBe(false);
    expect(figure('X', 'x', Number.NaN, 'ratio', '>= 0.99').ok).toBe(false);
    expect(figure('X', 'x', 0.99, 'ratio', '>= 0.99').ok).toBe(true);
  });
});

import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { exampleFlow } from '@firstcharge/collector/ledger/examples.ts';
import type { SettledFlow } from '@firstcharge/collector/model/flow.ts';
import { figure } from '../figures/figures.ts';
import { confusionOf, worstBehaviours } from './comparison.ts';
import type { Match } from './matching.ts';
import type { TrueFlow } from './truth-file.ts';
import { truthFigures } from './truth-figures.ts';
import { measureTruth, type TruthResult } from './truth.ts';
import { OUTCOME, STAGE, shareRight } from './verdicts.ts';
import { groupingOf } from './visit-grouping.ts';

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
    expect(truthFigures([result], 1_000).filter((entry) => !entry.ok)).toEqual([]);
  });
});

describe('the comparison with the truth', () => {
  const truth = (outcome: string, behaviours: string[] = []): TrueFlow => ({
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
    visit: 'V',
    identity: 'driver',
    energy_wh: 0,
    behaviours,
    open: false,
    unobserved: false,
  });

  const settled = (id: string, visit: string): SettledFlow => exampleFlow({ id, visit });

  it('counts a flow that was never told, and one that never was, as wrong', () => {
    const matches: Match[] = [{ truth: truth('success'), tracked: null }];
    expect(shareRight(matches, OUTCOME)).toBe(0);
    expect(confusionOf(matches).get('success')?.get('(none)')).toBe(1);
  });

  it('names the behaviour that is told wrong', () => {
    expect(worstBehaviours([{ truth: truth('failed', ['reboot']), tracked: null }])).toMatch(/reboot +1 +1/);
  });

  it('asks for the failed stage only where something failed', () => {
    const failed: Match = { truth: { ...truth('failed'), failed_stage: 'start' }, tracked: null };
    expect(shareRight([{ truth: truth('success'), tracked: null }, failed], STAGE)).toBe(0);
    expect(shareRight([{ truth: truth('success'), tracked: null }], STAGE)).toBeNaN();
  });

  it('takes a visit as grouped right when all of its flows and no others are in it', () => {
    const one = { truth: truth('failed'), tracked: settled('f1', 'v1') };
    const two = { truth: truth('success'), tracked: settled('f2', 'v1') };
    expect(groupingOf([one, two])).toEqual({ visits: 1, right: 1 });
    expect(groupingOf([one, { ...two, tracked: settled('f2', 'v2') }])).toEqual({ visits: 1, right: 0 });
    const stranger = { truth: { ...truth('success'), visit: 'W' }, tracked: settled('f3', 'v1') };
    expect(groupingOf([one, two, stranger])).toEqual({ visits: 2, right: 0 });
  });

  it('misses a budget that is not kept, and one that could not be measured', () => {
    expect(figure('X', 'x', 0.98, 'ratio', '>= 0.99').ok).toBe(false);
    expect(figure('X', 'x', Number.NaN, 'ratio', '>= 0.99').ok).toBe(false);
    expect(figure('X', 'x', 0.99, 'ratio', '>= 0.99').ok).toBe(true);
  });
});

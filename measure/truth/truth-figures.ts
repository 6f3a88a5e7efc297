import { figure, type Figure } from '../figures/figures.ts';
import { energyOf } from './energy.ts';
import type { TruthResult } from './truth.ts';
import { ATTRIBUTION, OUTCOME, REASON, STAGE, shareRight, type Question } from './verdicts.ts';
import { groupingOf } from './visit-grouping.ts';

const SHARES: readonly (readonly [id: string, question: Question, budget: string])[] = [
  ['T1', OUTCOME, '>= 0.995'],
  ['T3', STAGE, '>= 0.98'],
  ['T4', REASON, '>= 0.95'],
  ['T5', ATTRIBUTION, '>= 0.95'],
];

/** All figures of some runs: shares over the flows of all, and of each KPI the run that is furthest off. */
export function truthFigures(runs: readonly TruthResult[], leastFlows: number): Figure[] {
  const matches = runs.flatMap((run) => run.matches);
  const flows = Math.min(...runs.map((run) => run.matches.filter((match) => match.truth).length));
  const grouped = runs.map((run) => groupingOf(run.matches));
  const visits = grouped.reduce((sum, { visits: count }) => sum + count, 0);
  const right = grouped.reduce((sum, { right: count }) => sum + count, 0);
  const energy = energyOf(matches);
  return [
    figure('T0', 'true flows that ended, in the smallest run', flows, 'flows', `>= ${leastFlows}`),
    ...SHARES.map(([id, question, budget]) =>
      figure(id, `${question.name} right`, shareRight(matches, question), 'ratio', budget),
    ),
    ...kpiFigures(runs),
    figure('T6', 'visits of a known identity grouped right', right / visits, 'ratio', '>= 0.99'),
    figure('T7', 'energy, apart from the truth', energy.apart, 'ratio', '<= 0.01'),
    figure('T7.flows', 'flows with energy within 1 % or 20 Wh', energy.close, 'ratio', ''),
  ];
}

function kpiFigures(runs: readonly TruthResult[]): Figure[] {
  const names = new Set(runs.flatMap((run) => [...run.kpis.keys()]));
  return [...names].map((name) => {
    const apart = runs.map((run) => {
      const kpi = run.kpis.get(name);
      if (!kpi || kpi.real.ratio === null || kpi.told.ratio === null) return Number.NaN;
      return 100 * Math.abs(kpi.told.ratio - kpi.real.ratio);
    });
    return figure(`T2.${name}`, `${name}, furthest from the truth`, Math.max(...apart), 'points', '<= 0.3');
  });
}

import { Tally } from '../report/tally.ts';
import type { FigureColumns } from './figure-columns.ts';
import { VERDICTS } from './flow-columns.ts';
import type { Selection } from './selection.ts';
import { countVerdicts, type Grouping, type VerdictCounts } from './verdict-counts.ts';
import { VISIT_KINDS } from './visit-kinds.ts';

/** The KPIs of one group: each kind of flow and of visit is judged once. */
export const tallyOf = (counts: VerdictCounts, group: number): Tally => {
  const tally = new Tally();
  VERDICTS.forEach((flow, number) => {
    const times = counts.flows[group * VERDICTS.length + number] ?? 0;
    if (times > 0) tally.addFlow(flow, times);
  });
  VISIT_KINDS.forEach((kind, number) => {
    const cell = group * VISIT_KINDS.length + number;
    const times = counts.visits[cell] ?? 0;
    if (times > 0) tally.addVisit({ ...kind, attempts: counts.attempts[cell] ?? 0 }, times);
  });
  return tally;
};

/** The KPIs of every group, by its number. */
export const talliesOf = (
  columns: FigureColumns,
  selection: Selection,
  groups: Grouping,
): readonly Tally[] => {
  const counts = countVerdicts(columns, selection, groups);
  return Array.from({ length: groups.size }, (_, group) => tallyOf(counts, group));
};

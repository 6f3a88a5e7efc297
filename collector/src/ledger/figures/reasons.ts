import type { Reason } from '../../model/reason.ts';
import { byCount } from '../report/funnel.ts';
import type { FigureColumns } from './figure-columns.ts';
import { VERDICTS } from './flow-columns.ts';
import type { Selection } from './selection.ts';
import type { Grouping } from './verdict-counts.ts';

const IS_LOST = Uint8Array.from(VERDICTS, ({ outcome }) =>
  Number(outcome === 'failed' || outcome === 'interrupted'),
);

/** Why charges were lost, by group: reasons with their flows, the commonest first. */
export const reasonsOf = (
  { flows }: FigureColumns,
  selection: Selection,
  groups: Grouping,
): ((group: number) => readonly (readonly [Reason, number])[]) => {
  const kinds = flows.failures.values;
  const counts = new Uint32Array(groups.size * kinds.length);
  const { verdict, failure } = flows.table.columns;
  for (let at = 0; at < selection.flows.length; at += 1) {
    const index = selection.flows[at] ?? 0;
    if (IS_LOST[verdict[index] ?? 0] !== 1) continue;
    const cell = groups.flow(index) * kinds.length + (failure[index] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return (group) => {
    const reasons = new Map<Reason, number>();
    kinds.forEach(({ reason }, kind) => {
      const times = counts[group * kinds.length + kind] ?? 0;
      if (times > 0 && reason !== null) reasons.set(reason, (reasons.get(reason) ?? 0) + times);
    });
    return [...reasons].sort(byCount);
  };
};

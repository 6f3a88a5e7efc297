import type { IncapableStretch } from '../../model/capability.ts';
import { FlowColumns, VisitColumns } from './flow-columns.ts';
import { StateColumns } from './state-columns.ts';

/** Everything that figures are made of, in memory. */
export interface FigureColumns {
  readonly flows: FlowColumns;
  readonly visits: VisitColumns;
  readonly states: StateColumns;
  /** All stretches in which connectors were not capable, in order of start: few. */
  incapable: readonly IncapableStretch[];
  /** Changes whenever any of the rest has. */
  version: number;
}

export const emptyColumns = (): FigureColumns => ({
  flows: new FlowColumns(),
  visits: new VisitColumns(),
  states: new StateColumns(),
  incapable: [],
  version: 0,
});

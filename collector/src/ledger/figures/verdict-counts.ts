import type { FigureColumns } from './figure-columns.ts';
import { VERDICTS } from './flow-columns.ts';
import type { Selection } from './selection.ts';
import { VISIT_KINDS, visitKind } from './visit-kinds.ts';

/** Which group flows and visits belong to, by their numbers in the columns. */
export interface Grouping {
  readonly size: number;
  flow(index: number): number;
  visit(index: number): number;
  /** Where all of an origin is in one group: which, by the number of the origin. */
  readonly ofOrigin?: (origin: number) => number;
}

/** The whole as one group. */
export const WHOLE: Grouping = { size: 1, flow: () => 0, visit: () => 0, ofOrigin: () => 0 };

/** Flows by verdict, visits by kind, and the flows of these visits; of group g at g × VERDICTS.length or g × VISIT_KINDS.length. */
export interface VerdictCounts {
  readonly flows: Uint32Array;
  readonly visits: Uint32Array;
  readonly attempts: Uint32Array;
}

const noCounts = (groups: number): VerdictCounts => ({
  flows: new Uint32Array(groups * VERDICTS.length),
  visits: new Uint32Array(groups * VISIT_KINDS.length),
  attempts: new Uint32Array(groups * VISIT_KINDS.length),
});

const add = (counts: Uint32Array, cell: number, times: number): void => {
  counts[cell] = (counts[cell] ?? 0) + times;
};

/** As `countOneByOne`, by the origin of each row or all in one: a call for each row would cost more than the rest of it. */
const countByOrigin = (
  columns: FigureColumns,
  selection: Selection,
  origins: number | null,
): VerdictCounts => {
  const counts = noCounts(origins ?? 1);
  const { flows, visits, outcomes } = selection;
  const flow = columns.flows.table.columns;
  for (let at = 0; at < flows.length; at += 1) {
    const index = flows[at] ?? 0;
    const origin = origins === null ? 0 : (flow.origin[index] ?? 0);
    add(counts.flows, origin * VERDICTS.length + (flow.verdict[index] ?? 0), 1);
  }
  const visit = columns.visits.table.columns;
  for (let at = 0; at < visits.length; at += 1) {
    const index = visits[at] ?? 0;
    const origin = origins === null ? 0 : (visit.origin[index] ?? 0);
    const kind = visitKind(visit.result[index] ?? 1, visit.charged[index] ?? 0, outcomes[index] ?? 0);
    const cell = origin * VISIT_KINDS.length + kind;
    add(counts.visits, cell, 1);
    add(counts.attempts, cell, visit.attempts[index] ?? 0);
  }
  return counts;
};

const countOneByOne = (columns: FigureColumns, selection: Selection, groups: Grouping): VerdictCounts => {
  const counts = noCounts(groups.size);
  const { verdict } = columns.flows.table.columns;
  const { flows, visits, outcomes } = selection;
  for (let at = 0; at < flows.length; at += 1) {
    const index = flows[at] ?? 0;
    add(counts.flows, groups.flow(index) * VERDICTS.length + (verdict[index] ?? 0), 1);
  }
  const { result, charged, attempts } = columns.visits.table.columns;
  for (let at = 0; at < visits.length; at += 1) {
    const index = visits[at] ?? 0;
    const kind = visitKind(result[index] ?? 1, charged[index] ?? 0, outcomes[index] ?? 0);
    const cell = groups.visit(index) * VISIT_KINDS.length + kind;
    add(counts.visits, cell, 1);
    add(counts.attempts, cell, attempts[index] ?? 0);
  }
  return counts;
};

const known = new WeakMap<Selection, VerdictCounts>();

/** By origin, made once for a selection: all groups of origins are sums of these. */
const byOrigin = (columns: FigureColumns, selection: Selection): VerdictCounts => {
  const found = known.get(selection);
  if (found !== undefined) return found;
  const counts = countByOrigin(columns, selection, columns.flows.origins.values.length);
  known.set(selection, counts);
  return counts;
};

/** Counts flows and visits of a selection by group, and by what the KPIs see of them. */
export const countVerdicts = (
  columns: FigureColumns,
  selection: Selection,
  groups: Grouping,
): VerdictCounts => {
  const { ofOrigin } = groups;
  // The whole by itself is counted sooner than all origins; where these are counted already, it is their sum.
  if (groups === WHOLE && !known.has(selection)) return countByOrigin(columns, selection, null);
  if (ofOrigin === undefined) return countOneByOne(columns, selection, groups);
  const origins = byOrigin(columns, selection);
  const counts = noCounts(groups.size);
  const size = columns.flows.origins.values.length;
  for (const name of ['flows', 'visits', 'attempts'] as const) {
    const [from, to] = [origins[name], counts[name]];
    const cells = name === 'flows' ? VERDICTS.length : VISIT_KINDS.length;
    for (let origin = 0; origin < size; origin += 1) {
      const group = ofOrigin(origin) * cells;
      for (let cell = 0; cell < cells; cell += 1) {
        const times = from[origin * cells + cell] ?? 0;
        // Most stations have few kinds of flows.
        if (times > 0) add(to, group + cell, times);
      }
    }
  }
  return counts;
};

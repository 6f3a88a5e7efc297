import { table } from '../figures/figures.ts';
import type { Match } from './matching.ts';

const NONE = '(none)';

/** True outcome × tracked outcome → flows. */
export type Confusion = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Counts how often each true outcome was told as which. */
export function confusionOf(matches: readonly Match[]): Confusion {
  const rows = new Map<string, Map<string, number>>();
  for (const { truth, tracked } of matches) {
    const row = rows.get(truth?.outcome ?? NONE) ?? new Map<string, number>();
    rows.set(truth?.outcome ?? NONE, row);
    const told = tracked?.outcome ?? NONE;
    row.set(told, (row.get(told) ?? 0) + 1);
  }
  return rows;
}

/** The matrix as text, truth down, tracked across. */
export function confusionTable(confusion: Confusion): string {
  const columns = [...new Set([...confusion.values()].flatMap((row) => [...row.keys()]))].sort();
  const rows = [...confusion].sort(([one], [other]) => (one < other ? -1 : 1));
  return table([
    ['truth \\ tracked', ...columns],
    ...rows.map(([truth, row]) => [truth, ...columns.map((column) => String(row.get(column) ?? '·'))]),
  ]);
}

/** Share of flows (true ones, and tracked ones that no truth explains) for which `same` holds. */
export function shareRight(matches: readonly Match[], same: (match: Match) => boolean): number {
  return matches.length === 0 ? Number.NaN : matches.filter(same).length / matches.length;
}

/** The behaviours whose flows are told wrong most often. */
export function worstBehaviours(matches: readonly Match[], same: (match: Match) => boolean): string {
  const tally = new Map<string, { flows: number; wrong: number }>();
  for (const match of matches) {
    const names = match.truth?.behaviours.length
      ? match.truth.behaviours
      : [match.truth ? '(none)' : '(no such flow)'];
    for (const name of names) {
      const entry = tally.get(name) ?? { flows: 0, wrong: 0 };
      tally.set(name, { flows: entry.flows + 1, wrong: entry.wrong + (same(match) ? 0 : 1) });
    }
  }
  const rows = [...tally].sort(([, one], [, other]) => other.wrong - one.wrong);
  return table([
    ['behaviour', 'flows', 'wrong'],
    ...rows.map(([name, entry]) => [name, String(entry.flows), String(entry.wrong)]),
  ]);
}

import type { Match } from './matching.ts';

/** Visits of drivers who showed a credential, and how many of them hold exactly the flows that they should. */
export interface Grouping {
  readonly visits: number;
  readonly right: number;
}

/**
 * Compares the grouping of flows into visits. A visit is right when the flows told for its flows are in one visit
 * together and nothing else is. Flows that were never told are another question's mistake and are left out here.
 */
export function groupingOf(matches: readonly Match[]): Grouping {
  const pairs = matches.flatMap(({ truth, tracked }) => (truth && tracked ? [{ truth, tracked }] : []));
  const real = Map.groupBy(
    pairs.filter(({ truth }) => truth.visit !== null && truth.identity !== null),
    ({ truth }) => truth.visit,
  );
  const told = new Map<string, number>();
  for (const { tracked } of matches) if (tracked) told.set(tracked.visit, (told.get(tracked.visit) ?? 0) + 1);
  let right = 0;
  for (const flows of real.values()) {
    const visits = new Set(flows.map(({ tracked }) => tracked.visit));
    const [visit] = visits;
    if (visits.size === 1 && visit !== undefined && told.get(visit) === flows.length) right += 1;
  }
  return { visits: real.size, right };
}

import type { SettledFlow } from '@firstcharge/collector/model/flow.ts';
import type { TrueFlow } from './truth-file.ts';

/** A true flow and what the trackers made of it; either may have no partner. */
export interface Match {
  readonly truth: TrueFlow | null;
  readonly tracked: SettledFlow | null;
}

/** Flows further apart than this are not the same one. */
const NEAR_MS = 5 * 60_000;

/** Pairs true and tracked flows of one station by EVSE and time; each is used once, best overlap first. */
export function matchFlows(truths: readonly TrueFlow[], tracked: readonly SettledFlow[]): Match[] {
  const byStation = Map.groupBy(tracked, (flow) => flow.station);
  const taken = new Set<string>();
  const matches: Match[] = [];
  const pairs = truths.flatMap((truth, index) =>
    (byStation.get(truth.station) ?? []).flatMap((flow) => {
      const distance = distanceOf(truth, flow);
      return distance === null ? [] : [{ index, truth, flow, distance }];
    }),
  );
  pairs.sort((one, other) => one.distance - other.distance);
  const matched = new Set<number>();
  for (const { index, truth, flow } of pairs) {
    if (matched.has(index) || taken.has(flow.id)) continue;
    matched.add(index);
    taken.add(flow.id);
    matches.push({ truth, tracked: flow });
  }
  truths.forEach((truth, index) => matched.has(index) || matches.push({ truth, tracked: null }));
  for (const flow of tracked) if (!taken.has(flow.id)) matches.push({ truth: null, tracked: flow });
  return matches;
}

/** How badly two flows fit, in ms; null when they cannot be the same. */
function distanceOf(truth: TrueFlow, flow: SettledFlow): number | null {
  if (flow.evse !== null && truth.evse !== null && flow.evse !== truth.evse) return null;
  const apart = Math.abs(truth.start - flow.start);
  const end = truth.end ?? Infinity;
  const overlaps = flow.start <= end && truth.start <= flow.end;
  if (!overlaps && apart > NEAR_MS) return null;
  // A try beside a long charge may begin nearer to it than the charge itself was told to.
  const ends = truth.end === null ? 0 : Math.min(NEAR_MS, Math.abs(truth.end - flow.end));
  return apart + ends + (flow.evse === null ? 1_000 : 0) + (overlaps ? 0 : NEAR_MS);
}

/** Since when something is so, by the source's clock, ms. */
export interface StateSince {
  readonly holds: boolean;
  readonly at: number;
}

/** The last changes of a state, oldest first. Plain data. */
export type StateHistory = StateSince[];

const MOST_CHANGES = 16;

/** Notes a state; true when it is another than before, false also when nothing was known before. */
export function noteState(history: StateHistory, holds: boolean, at: number): boolean {
  const before = history.at(-1);
  if (before?.holds === holds) return false;
  history.push({ holds, at });
  if (history.length > MOST_CHANGES) history.shift();
  return before !== undefined;
}

/** The state at a moment; null when nothing was known then. */
export const stateAt = (history: StateHistory, at: number): boolean | null =>
  history.findLast((one) => one.at <= at)?.holds ?? null;

/** Times that it ceased to hold within a stretch. */
export const endings = (history: StateHistory, from: number, to: number): number =>
  history.filter((one, index) => index > 0 && !one.holds && one.at >= from && one.at <= to).length;

import type { Flow, IntervalPage, StateInterval, StationDetail } from '../../api/types.ts';

type StationEvent = StationDetail['events'][number];

/** What is known of one moment at a station. */
export interface Moment {
  /** The state of each connector then. */
  readonly states: readonly (StateInterval & { readonly cause: string | null })[];
  /** Charges that were going on, or began or ended within the minutes around it. */
  readonly flows: readonly Flow[];
  /** Restarts and faults within the minutes around it, in order. */
  readonly events: readonly StationEvent[];
}

/** What people call "at 14:05" is a matter of minutes. */
const AROUND_MS = 5 * 60_000;

const isBetween = (at: number, start: string, end: string, slack = 0): boolean =>
  Date.parse(start) - slack <= at && at < Date.parse(end) + slack;

const causeOf = (
  { evse, connector }: StateInterval,
  at: number,
  { incapable }: IntervalPage,
): string | null =>
  incapable.find(
    (one) =>
      one.evse === evse &&
      one.connector === connector &&
      Date.parse(one.start) <= at &&
      (one.end === null || at < Date.parse(one.end)),
  )?.cause ?? null;

/** `at`: ms since the epoch. */
export const momentOf = (
  at: number,
  intervals: IntervalPage,
  flows: readonly Flow[],
  events: readonly StationEvent[],
): Moment => ({
  states: intervals.items
    .filter(({ start, end }) => isBetween(at, start, end))
    .map((state) => ({ ...state, cause: causeOf(state, at, intervals) })),
  flows: flows.filter(({ start, end }) => isBetween(at, start, end, AROUND_MS)),
  events: events
    .filter((event) => Math.abs(Date.parse(event.at) - at) <= AROUND_MS)
    .sort((a, b) => a.at.localeCompare(b.at)),
});

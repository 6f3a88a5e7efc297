import { plannedSpans, type MaintenanceWindow } from '../../inventory/maintenance/window.ts';
import type { StateInterval } from '../../model/availability.ts';
import { coversPlace, type Exclusion } from '../../model/exclusion.ts';
import { countsAsUp } from '../../model/kpi.ts';
import { intersectionOf, unionOf, type TimeSpan } from '../../model/time-span.ts';
import { newExclusion, PROPOSED_BY_DATA } from './new-exclusion.ts';

const FOREVER: TimeSpan = { start: -Infinity, end: Infinity };

/** Work that was announced for one time is proposed as it was announced; what comes again and again, where something was down. */
const spansOf = (
  window: MaintenanceWindow,
  zone: string,
  within: TimeSpan,
  down: readonly StateInterval[],
): readonly TimeSpan[] => {
  if (window.every === null) return plannedSpans(window, zone, FOREVER);
  const outages = unionOf(down);
  return plannedSpans(window, zone, within).filter((span) => intersectionOf(outages, [span]).length > 0);
};

const minutes = (milliseconds: number): number => Math.round(milliseconds / 60_000);

/** What was down in a planned stretch, for the person who decides. */
const shownBy = (down: readonly StateInterval[], span: TimeSpan): readonly string[] =>
  down.flatMap(({ station, evse, connector, state, start, end }) => {
    const lost = intersectionOf([{ start, end }], [span])[0];
    if (!lost) return [];
    const at = new Date(lost.start).toISOString();
    return [`interval:${station}/${evse}/${connector} ${state} ${at} ${minutes(lost.end - lost.start)} min`];
  });

/** The most intervals that are named as evidence. */
const MOST_SHOWN = 20;

/**
 * Proposes planned work; `intervals` are those of the window's site within `within`, `by` answers for windows that name nobody.
 */
export const proposePlanned = (
  window: MaintenanceWindow,
  zone: string,
  within: TimeSpan,
  intervals: readonly StateInterval[],
  { by = PROPOSED_BY_DATA, at }: { readonly by?: string; readonly at: number },
): readonly Exclusion[] => {
  const { site, station, evse, reason } = window;
  const down = intervals.filter(
    (interval) =>
      !countsAsUp(interval.state) && interval.state !== 'unobserved' && coversPlace(window, interval),
  );
  return spansOf(window, zone, within, down).map((span) =>
    newExclusion({
      ...{ site, station, evse, kind: 'scheduled_maintenance', ...span },
      ...{ reason, proposedBy: window.by ?? by, proposedAt: at },
      evidence: [...window.evidence, ...shownBy(down, span).slice(0, MOST_SHOWN)],
    }),
  );
};

import { openSpans, parseOpeningHours } from '../../model/opening-hours.ts';
import { intersectionOf, type TimeSpan } from '../../model/time-span.ts';
import { instantOfText, midnightOf } from '../../model/written-time.ts';

/** Planned work at a site, a station or an EVSE, once or again and again, on the clock of the site. */
export interface MaintenanceWindow {
  readonly site: string;
  readonly station: string | null;
  readonly evse: number | null;
  /** Weekdays and hours as OSM opening_hours write them, where it happens again and again; null: once. */
  readonly every: string | null;
  /** Once: when it begins and ends. Again and again: first day, and the day after the last; null: unlimited. */
  readonly from: string | null;
  readonly to: string | null;
  readonly reason: string;
  /** Notices, work orders. */
  readonly evidence: readonly string[];
  /** Who answers for it; null where the file does not say. */
  readonly by: string | null;
}

const limits = ({ from, to }: MaintenanceWindow, zone: string): TimeSpan => ({
  start: from === null ? -Infinity : midnightOf(from, zone),
  end: to === null ? Infinity : midnightOf(to, zone),
});

/** When the work is planned within `within`, ordered; nothing where a time cannot be read. */
export const plannedSpans = (
  window: MaintenanceWindow,
  zone: string,
  within: TimeSpan,
): readonly TimeSpan[] => {
  const { every, from, to } = window;
  if (every === null) {
    const [start, end] = [instantOfText(from ?? '', zone), instantOfText(to ?? '', zone)];
    return start < end ? intersectionOf([{ start, end }], [within]) : [];
  }
  const hours = parseOpeningHours(every);
  return hours.ok && hours.value !== null
    ? intersectionOf(openSpans(hours.value, zone, within), [limits(window, zone)])
    : [];
};

import type { CapableInterval } from '../../model/capability.ts';
import { coversPlace, exclusionState, type Exclusion, type ExclusionState } from '../../model/exclusion.ts';
import type { OpeningHours } from '../../model/opening-hours.ts';
import { openSpans } from '../../model/opening-hours.ts';
import type { TimeSpan } from '../../model/time-span.ts';
import type { PortHistory } from '../../model/uptime.ts';
import { instantAt } from '../../model/zoned-time.ts';
import { yearsOf } from './period.ts';
import { isAtPort, type Port } from './port.ts';

/** Where and when a port may be used. */
export interface SiteHours {
  readonly zone: string;
  readonly hours: OpeningHours;
  /** As it is written. */
  readonly text: string;
}

/** Openings of a site within a range, computed once for all of its ports. */
export class OpenBook {
  readonly #known = new Map<string, readonly TimeSpan[]>();

  spans(site: SiteHours, range: TimeSpan): readonly TimeSpan[] {
    const key = `${site.zone}|${site.text}|${range.start}|${range.end}`;
    const known = this.#known.get(key) ?? openSpans(site.hours, site.zone, range);
    this.#known.set(key, known);
    return known;
  }
}

/** A port's history, with its intervals still whole. */
export interface PortHistoryOfPort extends PortHistory {
  readonly intervals: readonly CapableInterval[];
}

/** Midnight, on the site's clock, of the day on which the station was commissioned. */
const commissionedAt = (zone: string, date: string | null): number => {
  const [year, month, day] = (date ?? '').split('-').map(Number);
  return year === undefined || month === undefined || day === undefined
    ? -Infinity
    : instantAt(zone, { year, month, day });
};

/** Gathers what the ledger knows of a port within `range`; exclusions of the states given count. */
export const historyOf = (
  port: Port,
  range: TimeSpan,
  site: SiteHours,
  open: OpenBook,
  intervals: readonly CapableInterval[],
  exclusions: readonly Exclusion[],
  counting: readonly ExclusionState[] = ['approved'],
): PortHistoryOfPort => ({
  intervals: intervals.filter((interval) => isAtPort(port, interval)),
  service: { start: Math.max(range.start, commissionedAt(site.zone, port.commissioned)), end: range.end },
  open: open.spans(site, range),
  exclusions: exclusions.filter(
    (exclusion) => coversPlace(exclusion, port) && counting.includes(exclusionState(exclusion)),
  ),
  years: yearsOf(site.zone, range),
});

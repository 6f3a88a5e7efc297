import type { TimeSpan } from '../../model/time-span.ts';
import type { Inventory } from '../inventory.ts';
import { plannedSpans } from './window.ts';

/** A matcher of Alertmanager's API v2. */
export interface SilenceMatcher {
  readonly name: string;
  readonly value: string;
  readonly isRegex: boolean;
  readonly isEqual: boolean;
}

/** What `POST /api/v2/silences` takes. Times: RFC 3339. */
export interface Silence {
  readonly matchers: readonly SilenceMatcher[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
  readonly comment: string;
}

/** Stations boot and connect again within this when the work is done; what is down after that is news, ms. */
const RETURN_MS = 15 * 60_000;

const equals = (name: string, value: string): SilenceMatcher => ({
  ...{ name, value, isRegex: false, isEqual: true },
});
/** Work makes nobody safe from it. */
const NOT_SAFETY: SilenceMatcher = { name: 'symptom', value: 'safety_fault', isRegex: false, isEqual: false };

/**
 * Silences for the work that an inventory plans within `within` (ms): alerts of its site, station or EVSE, but those of
 * safety, from its beginning until a quarter of an hour after its end.
 */
export const silencesOf = ({ maintenance, sites }: Inventory, within: TimeSpan): readonly Silence[] =>
  maintenance.flatMap((window) => {
    const { site, station, evse, reason, by } = window;
    const matchers = [
      equals('site', site),
      ...(station === null ? [] : [equals('station', station)]),
      ...(evse === null ? [] : [equals('evse', String(evse))]),
      NOT_SAFETY,
    ];
    return plannedSpans(window, sites.get(site)?.timeZone ?? 'UTC', within).map(({ start, end }) => ({
      matchers,
      startsAt: new Date(start).toISOString(),
      endsAt: new Date(end + RETURN_MS).toISOString(),
      createdBy: by ?? 'inventory',
      comment: reason,
    }));
  });

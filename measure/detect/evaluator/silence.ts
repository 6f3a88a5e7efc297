import type { Silence } from '@firstcharge/collector/inventory/maintenance/silences.ts';
import type { FiredAlert } from './fired-alert.ts';

/** Whether a silence keeps an alert from everybody: it matches, and lasts until the alert is over. */
export const isSilenced = (alert: FiredAlert, silences: readonly Silence[]): boolean =>
  silences.some(
    ({ matchers, startsAt, endsAt }) =>
      alert.start >= Date.parse(startsAt) &&
      (alert.end ?? Infinity) <= Date.parse(endsAt) &&
      matchers.every(({ name, value, isEqual }) => ((alert.labels[name] ?? '') === value) === isEqual),
  );

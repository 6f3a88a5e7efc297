import type { Filters } from '../filters/filters.ts';

/** Every expression of PromQL that the app sends. Metrics: docs/metrics.md. */

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

/** Matchers of the filters that are labels of `ev_charge_*`. */
export const matchers = (filters: Filters, ...more: readonly string[]): string => {
  const labels = (['site', 'vendor', 'model', 'firmware', 'station'] as const).flatMap((name) =>
    filters[name] === '' ? [] : [`${name}="${escaped(filters[name])}"`],
  );
  const all = [...labels, ...more];
  return all.length === 0 ? '' : `{${all.join(',')}}`;
};

const ratio = (numerator: string, denominator: string, window: string): string =>
  `sum(increase(${numerator}[${window}])) / (sum(increase(${denominator}[${window}])) > 0)`;

/** First Charge Success: visits whose first flow succeeded / visits that count. */
export const firstChargeSuccess = (filters: Filters, window: string): string =>
  ratio(
    `ev_charge_visits_total${matchers(filters, 'result="first_ok"')}`,
    `ev_charge_visits_total${matchers(filters, 'result=~"first_ok|later_ok|failed"')}`,
    window,
  );

/** Charge Start Success. */
export const chargeStartSuccess = (filters: Filters, window: string): string =>
  ratio(
    `ev_charge_start_successes_total${matchers(filters)}`,
    `ev_charge_start_attempts_total${matchers(filters)}`,
    window,
  );

/** Charge End Success. */
export const chargeEndSuccess = (filters: Filters, window: string): string =>
  ratio(
    `ev_charge_end_successes_total${matchers(filters)}`,
    `ev_charge_end_attempts_total${matchers(filters)}`,
    window,
  );

/** Stations that show a firmware they did not have a window before: where it rolled out, and on how many. */
export const firmwareChanges = (filters: Filters, window: string): string => {
  const info = `ev_station_info${matchers({ ...filters, firmware: '' })}`;
  return `count by (model, firmware) (${info} unless on (station, firmware) ${info} offset ${window})`;
};

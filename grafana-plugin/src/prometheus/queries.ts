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

/** Success rates that are counted in attempts: what is above, what is below, by the name that recorded series have. */
const RATES = {
  first: ['ev_charge_visits_first_ok', 'ev_charge_visits'],
  start: ['ev_charge_start_successes', 'ev_charge_start_attempts'],
  end: ['ev_charge_end_successes', 'ev_charge_end_attempts'],
} as const;
export type Rate = keyof typeof RATES;

/** Levels of recorded series. Of the labels that filter, cohort has site, model and firmware, firmware also model, station also site and model. */
type Level = 'fleet' | 'model' | 'firmware' | 'site' | 'cohort' | 'station';

/** The level with the fewest series that tells the filters apart; null: none does. */
const levelOf = ({ site, vendor, model, firmware, station }: Filters): Level | null => {
  // A model is of one vendor.
  if (vendor !== '' && model === '') return null;
  if (station !== '') return firmware === '' ? 'station' : null;
  if (site !== '') return model === '' && firmware === '' ? 'site' : 'cohort';
  if (firmware !== '') return 'firmware';
  return model === '' ? 'fleet' : 'model';
};

/** An hour less than a minute: a range that ends on the hour holds as many hours as it says. */
const HOURS = { '1h': '59m', '6h': '5h59m', '1d': '23h59m', '7d': '6d23h59m' } as const;
/** How much of the past one point of a trend is made of. */
export type Window = keyof typeof HOURS;

/** A success rate from recorded series (`alert-rules/`), null where none tells the filters apart. */
export const recordedRate = (rate: Rate, filters: Filters, window: Window): string | null => {
  const level = levelOf(filters);
  if (level === null) return null;
  const { site, model, firmware, station } = filters;
  const labels = matchers({ ...filters, site, model, firmware, station, vendor: '' });
  const [above, below] = RATES[rate].map((metric) => {
    const series = `${level}:${metric}:increase1h${labels}`;
    // What is recorded once an hour is there in a range, not at a moment.
    return level === 'station'
      ? `sum(sum_over_time(${series}[${window}]))`
      : `sum(sum_over_time(${series}[${HOURS[window]}:1h]))`;
  });
  return `${above} / (${below} > 0)`;
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

/** How many stations show which firmware: what moves from one to another is a roll-out. */
export const firmwareStations = (filters: Filters): string =>
  `count by (vendor, model, firmware) (ev_station_info${matchers({ ...filters, firmware: '' }, 'firmware!=""')})`;

/** What is measured at one station, and at its site. Units as Grafana names them. */
export const READINGS = [
  {
    id: 'temperature',
    unit: 'celsius',
    of: 'station',
    by: 'evse, location',
    metric: 'ev_evse_temperature_celsius',
  },
  { id: 'power', unit: 'watt', of: 'station', by: 'evse', metric: 'ev_evse_power_watts' },
  { id: 'voltage', unit: 'volt', of: 'station', by: 'evse, phase', metric: 'ev_evse_voltage_volts' },
  { id: 'isolation', unit: 'ohm', of: 'station', by: 'evse', metric: 'ev_evse_isolation_ohms' },
  { id: 'ping', unit: 's', of: 'station', by: 'station', metric: 'ev_station_ping_last_seconds' },
  { id: 'signal', unit: 'dBm', of: 'site', by: 'link', metric: 'ev_link_rsrp_dbm' },
  { id: 'supply', unit: 'volt', of: 'site', by: 'feeder, phase', metric: 'ev_site_voltage_volts' },
] as const;
export type Reading = (typeof READINGS)[number];

/** A reading over time. Of several sensors of a place the highest counts; of isolation the lowest, which is the one to fear. */
export const reading = (
  { of, by, id, metric }: Reading,
  place: Readonly<Record<Reading['of'], string>>,
): string => `${id === 'isolation' ? 'min' : 'max'} by (${by}) (${metric}{${of}="${escaped(place[of])}"})`;

/** What the connectors of a station are, as codes. */
export const connectorStateCodes = (station: string): string =>
  `ev_connector_state_code{station="${escaped(station)}"}`;
